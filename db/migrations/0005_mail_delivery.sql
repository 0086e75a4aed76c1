DROP INDEX "mails_due";--> statement-breakpoint
DROP INDEX "mails_reseller";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "sender" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "reply_to" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "round" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "delivered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "bounced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "complained_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "mails_undelivered" ON "mails" USING btree ("id") WHERE "mails"."failed_at" is not null or "mails"."bounced_at" is not null;--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("confidential" DESC NULLS FIRST,"due_at") WHERE "mails"."sent_at" is null and "mails"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "mails_reseller" ON "mails" USING btree ("reseller_id","id");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_one_end" CHECK ("mails"."sent_at" is null or "mails"."failed_at" is null);--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_failure" CHECK ("mails"."failed_at" is null or "mails"."failure" is not null);--> statement-breakpoint
-- What an administrator's "send again" touches, and nothing of what the mail says.
GRANT UPDATE ("due_at", "attempts", "leased_until", "sent_at", "failed_at", "failure", "last_error", "sender", "reply_to", "provider", "provider_id", "round", "delivered_at", "bounced_at") ON "mails" TO portal_tenant;
