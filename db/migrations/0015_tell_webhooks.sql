CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"key" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" text,
	"last_status" integer,
	"log" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "webhook_deliveries_one_end" CHECK ("webhook_deliveries"."delivered_at" is null or "webhook_deliveries"."failed_at" is null),
	CONSTRAINT "webhook_deliveries_failure" CHECK ("webhook_deliveries"."failed_at" is null or "webhook_deliveries"."failure" is not null)
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_subscriptions" (
	"reseller_id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"active" boolean NOT NULL,
	"event" text NOT NULL,
	CONSTRAINT "webhook_subscriptions_webhook_id_event_pk" PRIMARY KEY("webhook_id","event")
);
--> statement-breakpoint
ALTER TABLE "webhook_subscriptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"secret_sealed" text NOT NULL,
	"secret_suffix" text NOT NULL,
	"previous_secret_sealed" text,
	"previous_secret_until" timestamp with time zone,
	"active" boolean DEFAULT true NOT NULL,
	"off_at" timestamp with time zone,
	"off_reason" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"paused_until" timestamp with time zone,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "webhooks_scope" UNIQUE("reseller_id","id"),
	CONSTRAINT "webhooks_active" UNIQUE("reseller_id","id","active"),
	CONSTRAINT "webhooks_off" CHECK ("webhooks"."active" = ("webhooks"."off_at" is null) and ("webhooks"."off_at" is null) = ("webhooks"."off_reason" is null)),
	CONSTRAINT "webhooks_deleted" CHECK ("webhooks"."deleted_at" is null or not "webhooks"."active"),
	CONSTRAINT "webhooks_failing" CHECK (("webhooks"."failures" = 0) = ("webhooks"."failing_since" is null)),
	CONSTRAINT "webhooks_previous_secret" CHECK (("webhooks"."previous_secret_sealed" is null) = ("webhooks"."previous_secret_until" is null))
);
--> statement-breakpoint
ALTER TABLE "webhooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook" FOREIGN KEY ("reseller_id","webhook_id") REFERENCES "public"."webhooks"("reseller_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_subscriptions" ADD CONSTRAINT "webhook_subscriptions_webhook" FOREIGN KEY ("reseller_id","webhook_id","active") REFERENCES "public"."webhooks"("reseller_id","id","active") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_reseller_id_resellers_id_fk" FOREIGN KEY ("reseller_id") REFERENCES "public"."resellers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_key" ON "webhook_deliveries" USING btree ("webhook_id","key");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("webhook_id","due_at") WHERE "webhook_deliveries"."delivered_at" is null and "webhook_deliveries"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("webhook_id","id") WHERE "webhook_deliveries"."failed_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_age" ON "webhook_deliveries" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_subscriptions_event" ON "webhook_subscriptions" USING btree ("reseller_id","event") WHERE "webhook_subscriptions"."active";--> statement-breakpoint
CREATE POLICY "tenant" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "webhook_subscriptions" AS PERMISSIVE FOR SELECT TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "account" ON "webhook_subscriptions" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'));--> statement-breakpoint
CREATE POLICY "system" ON "webhook_subscriptions" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "webhooks" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'));--> statement-breakpoint
CREATE POLICY "system" ON "webhooks" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "webhooks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_subscriptions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhooks", "webhook_subscriptions", "webhook_deliveries" TO portal_system;--> statement-breakpoint
-- Users choose where and what; that something was sent, and how it went, only the worker says.
GRANT SELECT, INSERT ON "webhooks" TO portal_tenant;--> statement-breakpoint
GRANT UPDATE ("name", "url", "secret_sealed", "secret_suffix", "previous_secret_sealed", "previous_secret_until", "active", "off_at", "off_reason",
  "failures", "failing_since", "paused_until", "deleted_at") ON "webhooks" TO portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "webhook_subscriptions" TO portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT ("id", "reseller_id", "webhook_id", "event", "key", "body", "created_at", "due_at") ON "webhook_deliveries" TO portal_tenant;--> statement-breakpoint
GRANT UPDATE ("due_at", "attempts", "delivered_at", "failed_at", "failure") ON "webhook_deliveries" TO portal_tenant;
