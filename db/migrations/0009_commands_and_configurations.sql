CREATE TABLE "agent_commands" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"machine_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"asked_by_user_id" uuid,
	"asked_by_name" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"result" text,
	CONSTRAINT "agent_commands_kind" CHECK ("agent_commands"."kind" in ('backup_now', 'cancel', 'restore')),
	CONSTRAINT "agent_commands_state" CHECK (("agent_commands"."state" in ('queued', 'delivered', 'running')) = ("agent_commands"."ended_at" is null)),
	CONSTRAINT "agent_commands_expires_at" CHECK ("agent_commands"."expires_at" > "agent_commands"."asked_at")
);
--> statement-breakpoint
ALTER TABLE "agent_commands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agent_commands" ADD CONSTRAINT "agent_commands_machine_scope" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "agent_commands_machine" ON "agent_commands" USING btree ("machine_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "agent_commands_open" ON "agent_commands" USING btree ("machine_id") WHERE "agent_commands"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "agent_commands_expiring" ON "agent_commands" USING btree ("expires_at") WHERE "agent_commands"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "agent_commands_one_backup" ON "agent_commands" USING btree ("machine_id") WHERE "agent_commands"."kind" = 'backup_now' and "agent_commands"."ended_at" is null;--> statement-breakpoint
CREATE POLICY "tenant" ON "agent_commands" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "agent_commands" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "agent_commands" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "agent_commands" TO portal_tenant;--> statement-breakpoint
-- What was asked stays as it was asked; only how it goes is written later.
GRANT UPDATE ("state", "delivered_at", "ended_at", "result") ON "agent_commands" TO portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "agent_commands" TO portal_system;

--> statement-breakpoint
CREATE TABLE "contract_configs" (
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"author_user_id" uuid,
	"author_name" text NOT NULL,
	"restored_version" integer,
	"losses" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contract_configs_contract_id_version_pk" PRIMARY KEY("contract_id","version")
);
--> statement-breakpoint
ALTER TABLE "contract_configs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "contracts" ADD COLUMN "config_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "machine_configs" ADD COLUMN "origin" text DEFAULT 'user' NOT NULL;--> statement-breakpoint
ALTER TABLE "machine_configs" ADD COLUMN "author_name" text;--> statement-breakpoint
ALTER TABLE "machine_configs" ADD COLUMN "restored_version" integer;--> statement-breakpoint
ALTER TABLE "machine_configs" ADD COLUMN "losses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "inherits_config" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "contract_configs" ADD CONSTRAINT "contract_configs_contract" FOREIGN KEY ("reseller_id","space_id","contract_id") REFERENCES "public"."contracts"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "machine_configs" ADD CONSTRAINT "machine_configs_origin" CHECK ("machine_configs"."origin" in ('user', 'agent', 'contract'));--> statement-breakpoint
CREATE POLICY "tenant" ON "contract_configs" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "contract_configs" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "contract_configs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A version once written stays as it is.
GRANT SELECT, INSERT ON "contract_configs" TO portal_tenant;--> statement-breakpoint
REVOKE UPDATE, DELETE ON "machine_configs" FROM portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "contract_configs" TO portal_system;--> statement-breakpoint
-- What machines have today they have for themselves. Only this role sees their rows.
SET LOCAL ROLE portal_system;--> statement-breakpoint
UPDATE "machines" SET "inherits_config" = false WHERE "config_version" > 0;--> statement-breakpoint
UPDATE "machine_configs" SET "origin" = 'agent' WHERE "author_user_id" IS NULL;--> statement-breakpoint
RESET ROLE;
