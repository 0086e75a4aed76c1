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
