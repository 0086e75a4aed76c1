CREATE TABLE "mail_attachments" (
	"mail_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"byte_count" integer NOT NULL,
	"body" "bytea",
	CONSTRAINT "mail_attachments_byte_count" CHECK ("mail_attachments"."byte_count" between 1 and 10485760),
	CONSTRAINT "mail_attachments_body" CHECK (octet_length("mail_attachments"."body") = "mail_attachments"."byte_count")
);
--> statement-breakpoint
ALTER TABLE "mail_attachments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "monthly_reports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"month" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"written_at" timestamp with time zone,
	"figures" jsonb,
	CONSTRAINT "monthly_reports_once" UNIQUE("contract_id","month"),
	CONSTRAINT "monthly_reports_month" CHECK ("monthly_reports"."month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);
--> statement-breakpoint
ALTER TABLE "monthly_reports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "monthly_report" text DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "report_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "report_overview_month" text;--> statement-breakpoint
ALTER TABLE "mail_attachments" ADD CONSTRAINT "mail_attachments_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monthly_reports" ADD CONSTRAINT "monthly_reports_contract" FOREIGN KEY ("reseller_id","space_id","contract_id") REFERENCES "public"."contracts"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "mail_attachments_kept" ON "mail_attachments" USING btree ("mail_id") WHERE "mail_attachments"."body" is not null;--> statement-breakpoint
CREATE INDEX "monthly_reports_due" ON "monthly_reports" USING btree ("due_at") WHERE "monthly_reports"."written_at" is null;--> statement-breakpoint
CREATE INDEX "monthly_reports_reseller" ON "monthly_reports" USING btree ("reseller_id","month");--> statement-breakpoint
CREATE INDEX "monthly_reports_unwritten" ON "monthly_reports" USING btree ("reseller_id","month") WHERE "monthly_reports"."written_at" is null;--> statement-breakpoint
CREATE INDEX "monthly_reports_month" ON "monthly_reports" USING btree ("month");--> statement-breakpoint
CREATE INDEX "resellers_report_due_at" ON "resellers" USING btree ("report_due_at") WHERE "resellers"."report_due_at" is not null;--> statement-breakpoint
CREATE INDEX "resellers_report_overview" ON "resellers" USING btree ("id") WHERE "resellers"."report_overview_month" is not null;--> statement-breakpoint
ALTER TABLE "resellers" ADD CONSTRAINT "resellers_monthly_report" CHECK (("resellers"."monthly_report" = 'nobody') = ("resellers"."report_due_at" is null));--> statement-breakpoint
CREATE POLICY "tenant" ON "mail_attachments" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (exists (select from mails where mails.id = mail_id)) WITH CHECK (exists (select from mails where mails.id = mail_id));--> statement-breakpoint
CREATE POLICY "system" ON "mail_attachments" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "monthly_reports" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "mail_attachments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "monthly_reports" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "mail_attachments" TO portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("body") ON "mail_attachments" TO portal_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "monthly_reports" TO portal_system;--> statement-breakpoint
GRANT UPDATE ("monthly_report", "report_due_at") ON "resellers" TO portal_tenant;
