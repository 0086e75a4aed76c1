CREATE TABLE "brand_images" (
	"brand_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"media_type" text NOT NULL,
	"body" "bytea" NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "brand_images_brand_id_kind_pk" PRIMARY KEY("brand_id","kind"),
	CONSTRAINT "brand_images_kind" CHECK ("brand_images"."kind" in ('logo', 'favicon')),
	CONSTRAINT "brand_images_media_type" CHECK ("brand_images"."media_type" in ('image/svg+xml', 'image/png')),
	CONSTRAINT "brand_images_body" CHECK (octet_length("brand_images"."body") between 1 and 307200)
);
--> statement-breakpoint
ALTER TABLE "brand_images" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "brand_hosts_host";--> statement-breakpoint
DROP INDEX "brand_hosts_brand";--> statement-breakpoint
ALTER TABLE "brand_hosts" ADD COLUMN "token" text DEFAULT replace(gen_random_uuid()::text, '-', '') NOT NULL;--> statement-breakpoint
ALTER TABLE "brand_hosts" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "brand_hosts" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "brands" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "brand_images" ADD CONSTRAINT "brand_images_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "brand_hosts_verified" ON "brand_hosts" USING btree ("host") WHERE "brand_hosts"."verified_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "brand_hosts_claim" ON "brand_hosts" USING btree ("brand_id","host");--> statement-breakpoint
CREATE INDEX "brand_hosts_unverified" ON "brand_hosts" USING btree ("checked_at") WHERE "brand_hosts"."verified_at" is null;--> statement-breakpoint
ALTER TABLE "brands" DROP COLUMN "logo_svg";--> statement-breakpoint
DROP POLICY "tenant" ON "brand_hosts" CASCADE;--> statement-breakpoint
DROP POLICY "tenant" ON "brands" CASCADE;--> statement-breakpoint
CREATE POLICY "tenant_insert" ON "brand_hosts" AS PERMISSIVE FOR INSERT TO "portal_tenant" WITH CHECK (verified_at is null and brand_id in (select id from brands where reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')));--> statement-breakpoint
CREATE POLICY "tenant_delete" ON "brand_hosts" AS PERMISSIVE FOR DELETE TO "portal_tenant" USING (brand_id in (select id from brands where reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')));--> statement-breakpoint
CREATE POLICY "tenant_update" ON "brands" AS PERMISSIVE FOR UPDATE TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'));--> statement-breakpoint
CREATE POLICY "tenant" ON "brand_hosts" AS PERMISSIVE FOR SELECT TO "portal_tenant" USING (brand_id in (select id from brands) and (verified_at is not null or brand_id in (select id from brands where reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*'))));--> statement-breakpoint
CREATE POLICY "tenant" ON "brands" AS PERMISSIVE FOR SELECT TO "portal_tenant" USING (id in (select brand_id from resellers));--> statement-breakpoint
CREATE POLICY "tenant" ON "brand_images" AS PERMISSIVE FOR SELECT TO "portal_tenant" USING (brand_id in (select id from brands));--> statement-breakpoint
CREATE POLICY "tenant_insert" ON "brand_images" AS PERMISSIVE FOR INSERT TO "portal_tenant" WITH CHECK (brand_id in (select id from brands where reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')));--> statement-breakpoint
CREATE POLICY "tenant_delete" ON "brand_images" AS PERMISSIVE FOR DELETE TO "portal_tenant" USING (brand_id in (select id from brands where reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')));--> statement-breakpoint
CREATE POLICY "system" ON "brand_images" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "brand_images" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "brand_images" TO portal_tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "brand_images" TO portal_system;--> statement-breakpoint
-- What the administrators of an own brand change of it; whose it is, where it stands and for whom are the operator's.
GRANT UPDATE ("product_name", "accent_color", "support_email", "support_phone", "support_url", "mail_sender", "locale", "updated_at") ON "brands" TO portal_tenant;--> statement-breakpoint
-- They claim hosts and give them up; that a claim was proven is written by the portal, which has seen the proof.
GRANT INSERT, DELETE ON "brand_hosts" TO portal_tenant;
