-- Searches in the audit log by parts of names.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"hostname" text NOT NULL,
	"process_id" integer NOT NULL,
	"roles" text[] NOT NULL,
	"version" text NOT NULL,
	"storage" text,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"worked_at" timestamp with time zone,
	"reports_per_minute" integer DEFAULT 0 NOT NULL,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "instances" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "setup_codes" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "setup_codes_only" CHECK ("setup_codes"."only")
);
--> statement-breakpoint
ALTER TABLE "setup_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_accesses" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"operator_user_id" uuid NOT NULL,
	"operator_name" text NOT NULL,
	"operator_session_id" uuid,
	"granted_by_user_id" uuid NOT NULL,
	"granted_by_name" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_name" text,
	"link_hash" "bytea",
	"link_expires_at" timestamp with time zone,
	"entered_at" timestamp with time zone,
	CONSTRAINT "support_accesses_scope" UNIQUE("reseller_id","id")
);
--> statement-breakpoint
ALTER TABLE "support_accesses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_codes" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"reseller_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "support_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "audit_events_reseller";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_access_id" uuid;--> statement-breakpoint
ALTER TABLE "support_accesses" ADD CONSTRAINT "support_accesses_reseller_id_resellers_id_fk" FOREIGN KEY ("reseller_id") REFERENCES "public"."resellers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_codes" ADD CONSTRAINT "support_codes_user" FOREIGN KEY ("reseller_id","user_id") REFERENCES "public"."users"("reseller_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "instances_seen_at" ON "instances" USING btree ("seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "support_accesses_link" ON "support_accesses" USING btree ("link_hash");--> statement-breakpoint
CREATE INDEX "support_accesses_open" ON "support_accesses" USING btree ("reseller_id","expires_at") WHERE "support_accesses"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "support_accesses_operator" ON "support_accesses" USING btree ("operator_user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "support_codes_hash" ON "support_codes" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "audit_events_reseller_action" ON "audit_events" USING btree ("reseller_id","action","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_text" ON "audit_events" USING gin ("actor_name" gin_trgm_ops,"subject_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "backups_broken" ON "backups" USING btree ("id") WHERE "backups"."outcome" in ('failed', 'lost');--> statement-breakpoint
CREATE INDEX "audit_events_reseller" ON "audit_events" USING btree ("reseller_id","at","id");--> statement-breakpoint
CREATE POLICY "tenant" ON "password_resets" AS PERMISSIVE FOR ALL TO "portal_tenant" USING ((select current_setting('app.space_ids', true) = '*') and exists (select from users where users.id = user_id)) WITH CHECK ((select current_setting('app.space_ids', true) = '*') and exists (select from users where users.id = user_id));--> statement-breakpoint
CREATE POLICY "tenant" ON "sign_in_challenges" AS PERMISSIVE FOR ALL TO "portal_tenant" USING ((select current_setting('app.space_ids', true) = '*') and exists (select from users where users.id = user_id)) WITH CHECK ((select current_setting('app.space_ids', true) = '*') and exists (select from users where users.id = user_id));--> statement-breakpoint
CREATE POLICY "system" ON "instances" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "setup_codes" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "support_accesses" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "support_accesses" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "support_codes" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "support_codes" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER POLICY "tenant" ON "audit_events" TO portal_tenant USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
-- By hand: the two tables would import each other.
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_support_access" FOREIGN KEY ("reseller_id", "support_access_id") REFERENCES "support_accesses" ("reseller_id", "id");--> statement-breakpoint
ALTER TABLE "instances" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "setup_codes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "support_accesses" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "support_codes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "instances", "setup_codes" TO portal_system;--> statement-breakpoint
-- A code is made by the account and used up by the platform; a look into an account is begun by the platform, and ended by either.
GRANT SELECT, INSERT, UPDATE ON "support_codes" TO portal_tenant, portal_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "support_accesses" TO portal_system;--> statement-breakpoint
GRANT SELECT, UPDATE ("ended_at", "ended_by_name") ON "support_accesses" TO portal_tenant;--> statement-breakpoint
-- The grants keep both roles from changing the audit log; these keep its owner from it, who would have to take them away first.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is written once' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER audit_events_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
REVOKE TRUNCATE ON "audit_events" FROM CURRENT_USER;--> statement-breakpoint
-- An administrator who ends a user's sessions ends what is on its way to become one as well, and reads nothing of it.
GRANT SELECT ("user_id"), DELETE ON "sign_in_challenges" TO portal_tenant;--> statement-breakpoint
GRANT SELECT ("user_id", "ended_at"), UPDATE ("ended_at") ON "password_resets" TO portal_tenant;
