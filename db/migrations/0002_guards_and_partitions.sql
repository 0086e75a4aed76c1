-- Policies also bind the tables' owner: a query outside withActor and withSystem sees no row.
DO $$
DECLARE
  guarded regclass;
BEGIN
  FOR guarded IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO portal_tenant, portal_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_tenant, portal_system;
--> statement-breakpoint
-- The audit log is written once.
REVOKE UPDATE, DELETE ON audit_events FROM portal_tenant, portal_system;
--> statement-breakpoint
-- A user cannot change who the tenants are, nor read or write sessions: these run through the system role.
REVOKE INSERT, UPDATE, DELETE ON resellers, brands, brand_hosts FROM portal_tenant;
--> statement-breakpoint
REVOKE ALL ON sessions FROM portal_tenant;
--> statement-breakpoint
-- The first UUIDv7 of an instant: 48 bits of milliseconds, then the version and nothing else.
CREATE FUNCTION first_uuidv7(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT
RETURN (lpad(to_hex(floor(extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid;
--> statement-breakpoint
-- Makes the monthly partitions (UTC) that are missing from the month of `since` to the month of `until`. A partition has no grants
-- and no policy, so its rows are reached through the parent and its policies alone.
CREATE FUNCTION create_backup_partitions(since timestamptz, until timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  month timestamp;
  part text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('create_backup_partitions'));
  FOREACH parent IN ARRAY ARRAY['backups', 'backup_logs'] LOOP
    month := date_trunc('month', since AT TIME ZONE 'UTC');
    WHILE month <= until AT TIME ZONE 'UTC' LOOP
      part := parent || to_char(month, '_YYYY_MM');
      IF to_regclass(part) IS NULL THEN
        BEGIN
          EXECUTE format(
            'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
            part, parent, first_uuidv7(month AT TIME ZONE 'UTC'), first_uuidv7((month + interval '1 month') AT TIME ZONE 'UTC')
          );
          EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
          EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
          made := made + 1;
        EXCEPTION WHEN check_violation THEN
          -- A client whose clock runs ahead has put rows of this month into the default partition: the month stays there.
          RAISE NOTICE '% has rows in its default partition', part;
        END;
      END IF;
      month := month + interval '1 month';
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint
CREATE TABLE backups_default PARTITION OF backups DEFAULT;
--> statement-breakpoint
CREATE TABLE backup_logs_default PARTITION OF backup_logs DEFAULT;
--> statement-breakpoint
ALTER TABLE backups_default ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backups_default FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_logs_default ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE backup_logs_default FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
SELECT create_backup_partitions(now() - interval '3 months', now() + interval '3 months');
