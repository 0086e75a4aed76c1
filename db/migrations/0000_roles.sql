-- Row-level security knows two roles; the login role takes one of them in each transaction and without it sees nothing.
-- Roles belong to the whole cluster, so another database of it may have made them already.
DO $$
DECLARE
  member_of name;
BEGIN
  FOREACH member_of IN ARRAY ARRAY['portal_tenant', 'portal_system']::name[] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = member_of) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', member_of);
    END IF;
    IF NOT EXISTS (
      SELECT FROM pg_auth_members m
      WHERE m.roleid = to_regrole(member_of::text) AND m.member = to_regrole(quote_ident(current_user)) AND m.set_option AND NOT m.inherit_option
    ) THEN
      EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', member_of, current_user);
    END IF;
  END LOOP;
END $$;
