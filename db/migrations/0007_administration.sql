CREATE TABLE "invitations" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"reseller_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "acting_space_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "acting_space_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "acting_space_name" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_sign_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user" FOREIGN KEY ("reseller_id","user_id") REFERENCES "public"."users"("reseller_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_hash" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_acting_space" FOREIGN KEY ("reseller_id","acting_space_id") REFERENCES "public"."spaces"("reseller_id","id") ON DELETE SET NULL ("acting_space_id") ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_acting_space" ON "sessions" USING btree ("acting_space_id") WHERE "sessions"."acting_space_id" is not null;--> statement-breakpoint
DROP POLICY "tenant" ON "spaces" CASCADE;--> statement-breakpoint
DROP POLICY "tenant" ON "user_spaces" CASCADE;--> statement-breakpoint
CREATE POLICY "account" ON "spaces" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'));--> statement-breakpoint
CREATE POLICY "account" ON "user_spaces" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'));--> statement-breakpoint
CREATE POLICY "tenant" ON "spaces" AS PERMISSIVE FOR SELECT TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "tenant" ON "user_spaces" AS PERMISSIVE FOR SELECT TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "tenant" ON "invitations" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'));--> statement-breakpoint
CREATE POLICY "system" ON "invitations" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- The token's hash is written and never read: only the system role looks an invitation up by it.
GRANT SELECT ("user_id", "reseller_id", "created_at", "expires_at"), INSERT, UPDATE, DELETE ON "invitations" TO portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "invitations" TO portal_system;--> statement-breakpoint
-- What administrators do to sessions of their account: count and end them, and see the portal as one of the spaces does.
GRANT SELECT ("id", "user_id", "reseller_id", "expires_at", "revoked_at", "acting_space_id"), UPDATE ("revoked_at", "acting_space_id", "acting_space_name") ON "sessions" TO portal_tenant;
