CREATE TABLE "repositories" (
	"machine_id" uuid PRIMARY KEY NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"visit_due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"visited_at" timestamp with time zone,
	"prune_due" boolean DEFAULT false NOT NULL,
	"check_due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"checked_at" timestamp with time zone,
	"check_failure" text,
	"check_message" text,
	"check_part" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "repositories" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "repository_leases" (
	"machine_id" uuid PRIMARY KEY NOT NULL,
	"holder" uuid NOT NULL,
	"holds" boolean DEFAULT false NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "repository_leases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshots" (
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"machine_id" uuid NOT NULL,
	"id" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_by" text NOT NULL,
	"claimed_at" timestamp with time zone,
	"hostname" text,
	"paths" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"files" bigint,
	"bytes" bigint,
	"removed_at" timestamp with time zone,
	CONSTRAINT "snapshots_machine_id_id_pk" PRIMARY KEY("machine_id","id"),
	CONSTRAINT "snapshots_id" CHECK ("snapshots"."id" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "snapshots_measured" CHECK (("snapshots"."files" is null) = ("snapshots"."bytes" is null))
);
--> statement-breakpoint
ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "deleted_machines" ADD COLUMN "removal_started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "retention_frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "retention_frozen_reason" text;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "retention_frozen_detail" jsonb;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "retention_released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "repositories" ADD CONSTRAINT "repositories_machine" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_machine" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "repositories_visit_due_at" ON "repositories" USING btree ("visit_due_at");--> statement-breakpoint
CREATE INDEX "repositories_check_due_at" ON "repositories" USING btree ("check_due_at");--> statement-breakpoint
CREATE INDEX "snapshots_received_at" ON "snapshots" USING btree ("machine_id","received_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "deleted_machines_deleted_at" ON "deleted_machines" USING btree ("deleted_at");--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_retention_frozen" CHECK (("machines"."retention_frozen_at" is null) = ("machines"."retention_frozen_reason" is null));--> statement-breakpoint
CREATE POLICY "tenant" ON "repositories" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "repositories" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "repository_leases" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "snapshots" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "snapshots" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "snapshots" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "repositories" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "repository_leases" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "snapshots", "repositories", "repository_leases" TO portal_system;--> statement-breakpoint
-- Users read what is stored, and may ask for a check; what is there only the portal says.
GRANT SELECT ON "snapshots", "repositories" TO portal_tenant;--> statement-breakpoint
GRANT UPDATE ("check_due_at") ON "repositories" TO portal_tenant;--> statement-breakpoint
-- The owner itself sees no rows.
SET LOCAL ROLE portal_system;--> statement-breakpoint
INSERT INTO "repositories" ("machine_id", "reseller_id", "space_id") SELECT "id", "reseller_id", "space_id" FROM "machines" WHERE "storage_metered";--> statement-breakpoint
RESET ROLE;
