CREATE TABLE "alert_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"alert_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_name" text,
	"reason" text,
	CONSTRAINT "alert_events_scope" UNIQUE("reseller_id","space_id","id")
);
--> statement-breakpoint
ALTER TABLE "alert_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alert_notices" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"event_id" uuid,
	"machine_id" uuid,
	"backup_id" uuid,
	"audience" text NOT NULL,
	"recipient" text NOT NULL,
	"locale" text NOT NULL,
	"daily" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "alert_notices_of_one" CHECK (num_nonnulls("alert_notices"."event_id", "alert_notices"."backup_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "alert_notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"machine_id" uuid,
	"contract_id" uuid,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"since_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"escalated_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"snoozed_until" timestamp with time zone,
	"held_by" text,
	"hold_reason" text,
	"closed_at" timestamp with time zone,
	"ended_by" text,
	CONSTRAINT "alerts_scope" UNIQUE("reseller_id","space_id","id"),
	CONSTRAINT "alerts_of_one" CHECK (num_nonnulls("alerts"."machine_id", "alerts"."contract_id") = 1),
	CONSTRAINT "alerts_closed" CHECK (("alerts"."closed_at" is null) = ("alerts"."ended_by" is null)),
	CONSTRAINT "alerts_one_hold" CHECK (num_nonnulls("alerts"."acknowledged_at", "alerts"."snoozed_until") <= 1)
);
--> statement-breakpoint
ALTER TABLE "alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "heartbeats" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "heartbeats" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "alert_after" timestamp with time zone DEFAULT to_timestamp(0);--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "remind_after_days" integer DEFAULT 7;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "success_mails" text DEFAULT 'each' NOT NULL;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "daily_digest" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "digest_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "due_up_to" uuid;--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_of_alert" FOREIGN KEY ("reseller_id","space_id","alert_id") REFERENCES "public"."alerts"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_of_event" FOREIGN KEY ("reseller_id","space_id","event_id") REFERENCES "public"."alert_events"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_of_machine" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_of_machine" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_of_contract" FOREIGN KEY ("reseller_id","space_id","contract_id") REFERENCES "public"."contracts"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "alert_events_alert" ON "alert_events" USING btree ("alert_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_events_once" ON "alert_events" USING btree ("alert_id","kind") WHERE "alert_events"."kind" in ('opened', 'escalated', 'closed');--> statement-breakpoint
CREATE UNIQUE INDEX "alert_notices_event" ON "alert_notices" USING btree ("event_id","recipient");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_notices_backup" ON "alert_notices" USING btree ("backup_id","recipient");--> statement-breakpoint
CREATE INDEX "alert_notices_waiting" ON "alert_notices" USING btree ("daily","reseller_id","recipient") WHERE "alert_notices"."mailed_at" is null;--> statement-breakpoint
CREATE INDEX "alert_notices_machine" ON "alert_notices" USING btree ("machine_id");--> statement-breakpoint
CREATE INDEX "alert_notices_mailed" ON "alert_notices" USING btree ("reseller_id","recipient","mailed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_machine" ON "alerts" USING btree ("machine_id","kind") WHERE "alerts"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_contract" ON "alerts" USING btree ("contract_id","kind") WHERE "alerts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_due" ON "alerts" USING btree ("due_at") WHERE "alerts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_open_reseller" ON "alerts" USING btree ("reseller_id","kind") WHERE "alerts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_machine" ON "alerts" USING btree ("machine_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_contract" ON "alerts" USING btree ("contract_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_closed_at" ON "alerts" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "machines_alert_after" ON "machines" USING btree ("alert_after");--> statement-breakpoint
CREATE INDEX "resellers_digest_due_at" ON "resellers" USING btree ("digest_due_at");--> statement-breakpoint
CREATE INDEX "resellers_due_up_to" ON "resellers" USING btree ("id") WHERE "resellers"."due_up_to" is not null;--> statement-breakpoint
ALTER TABLE "resellers" ADD CONSTRAINT "resellers_remind_after_days" CHECK ("resellers"."remind_after_days" between 1 and 365);--> statement-breakpoint
CREATE POLICY "tenant" ON "alert_events" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "alert_events" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "alert_notices" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "alerts" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "alerts" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "heartbeats" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "alerts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "alert_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "alert_notices" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "heartbeats" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "alerts", "alert_events", "alert_notices", "heartbeats" TO portal_system;--> statement-breakpoint
-- Users read episodes and hold them; what is wrong, and that it is over, only the sweep says.
GRANT SELECT ON "alerts", "alert_events" TO portal_tenant;--> statement-breakpoint
GRANT UPDATE ("acknowledged_at", "snoozed_until", "held_by", "hold_reason", "due_at") ON "alerts" TO portal_tenant;--> statement-breakpoint
GRANT INSERT ON "alert_events" TO portal_tenant;--> statement-breakpoint
CREATE POLICY "what_users_do" ON "alert_events" AS RESTRICTIVE FOR INSERT TO portal_tenant WITH CHECK (kind IN ('acknowledged', 'snoozed', 'resumed'));--> statement-breakpoint
GRANT UPDATE ("remind_after_days", "success_mails", "daily_digest") ON "resellers" TO portal_tenant;--> statement-breakpoint
-- Whatever writes a fact that alerts are judged by makes the machine due, so that no command has to think of it.
CREATE FUNCTION look_at_machine() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.alert_after := to_timestamp(0);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER machines_look BEFORE UPDATE ON "machines" FOR EACH ROW
WHEN ((OLD.contract_id, OLD.last_backup_at, OLD.last_finished_at, OLD.last_outcome, OLD.stored_bytes, OLD.config_error, OLD.missed_alert,
    OLD.missed_after_days, OLD.registered_at, OLD.retention_frozen_reason)
  IS DISTINCT FROM (NEW.contract_id, NEW.last_backup_at, NEW.last_finished_at, NEW.last_outcome, NEW.stored_bytes, NEW.config_error,
    NEW.missed_alert, NEW.missed_after_days, NEW.registered_at, NEW.retention_frozen_reason))
EXECUTE FUNCTION look_at_machine();--> statement-breakpoint
CREATE FUNCTION look_at_machines_of_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Locked in the order in which reports lock them. To weigh the contract one machine is enough, and holds up one agent at most.
  WITH locked AS (
    SELECT id FROM machines WHERE reseller_id = NEW.reseller_id AND contract_id = NEW.id ORDER BY id
    LIMIT CASE WHEN OLD.suspended_at IS DISTINCT FROM NEW.suspended_at THEN NULL ELSE 1 END FOR NO KEY UPDATE
  )
  UPDATE machines m SET alert_after = to_timestamp(0) FROM locked WHERE m.id = locked.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER contracts_look AFTER UPDATE ON "contracts" FOR EACH ROW
WHEN ((OLD.suspended_at, OLD.subscribed_bytes) IS DISTINCT FROM (NEW.suspended_at, NEW.subscribed_bytes))
EXECUTE FUNCTION look_at_machines_of_contract();--> statement-breakpoint
-- A reseller may have a hundred thousand machines: the sweep makes them due a batch at a time.
CREATE FUNCTION look_at_machines_of_reseller() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.due_up_to := '00000000-0000-0000-0000-000000000000';
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER resellers_look BEFORE UPDATE ON "resellers" FOR EACH ROW
WHEN ((OLD.suspended_at, OLD.missed_after_days, OLD.remind_after_days)
  IS DISTINCT FROM (NEW.suspended_at, NEW.missed_after_days, NEW.remind_after_days))
EXECUTE FUNCTION look_at_machines_of_reseller();--> statement-breakpoint
CREATE FUNCTION look_at_machine_of_repository() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE machines SET alert_after = to_timestamp(0) WHERE id = NEW.machine_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER repositories_look AFTER UPDATE ON "repositories" FOR EACH ROW WHEN (OLD.check_failure IS DISTINCT FROM NEW.check_failure)
EXECUTE FUNCTION look_at_machine_of_repository();--> statement-breakpoint
-- A machine that goes may be what made its contract too large.
CREATE FUNCTION weigh_contract_of_machine() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE alerts SET due_at = to_timestamp(0) WHERE contract_id = OLD.contract_id AND closed_at IS NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER machines_gone AFTER DELETE ON "machines" FOR EACH ROW EXECUTE FUNCTION weigh_contract_of_machine();
