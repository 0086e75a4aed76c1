CREATE TABLE "hidden_backups" (
	"reseller_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"backup_id" uuid NOT NULL,
	CONSTRAINT "hidden_backups_user_id_backup_id_pk" PRIMARY KEY("user_id","backup_id")
);
--> statement-breakpoint
ALTER TABLE "hidden_backups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deleted_machines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"contract_title" text NOT NULL,
	"name" text NOT NULL,
	"key_sealed" text NOT NULL,
	"repository_password_sealed" text NOT NULL,
	"stored_bytes" bigint NOT NULL,
	"retention_days" integer NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deleted_machines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "backup_logs" ADD COLUMN "line_count" integer GENERATED ALWAYS AS (jsonb_array_length(lines)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "backup_logs" ADD COLUMN "error_count" integer GENERATED ALWAYS AS (jsonb_array_length(jsonb_path_query_array(lines, '$[*] ? (@.level == "error")'))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "hidden_backups" ADD CONSTRAINT "hidden_backups_backup_id_backups_id_fk" FOREIGN KEY ("backup_id") REFERENCES "public"."backups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden_backups" ADD CONSTRAINT "hidden_backups_user" FOREIGN KEY ("reseller_id","user_id") REFERENCES "public"."users"("reseller_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hidden_backups_backup" ON "hidden_backups" USING btree ("backup_id");--> statement-breakpoint
CREATE INDEX "deleted_machines_reseller" ON "deleted_machines" USING btree ("reseller_id","deleted_at");--> statement-breakpoint
CREATE INDEX "backups_started_at" ON "backups" USING btree ("reseller_id","started_at");--> statement-breakpoint
CREATE INDEX "contracts_by_title" ON "contracts" USING btree ("reseller_id","title" collate "und-x-icu","id");--> statement-breakpoint
CREATE POLICY "tenant" ON "hidden_backups" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "hidden_backups" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "deleted_machines" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "deleted_machines" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "hidden_backups" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "deleted_machines" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "hidden_backups", "deleted_machines" TO portal_tenant, portal_system;--> statement-breakpoint
-- The one setting of a reseller that its administrators make themselves.
GRANT UPDATE ("missed_after_days") ON "resellers" TO portal_tenant;
