CREATE TABLE "kit_archives" (
	"reseller_id" uuid NOT NULL,
	"kit_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"file_name" text NOT NULL,
	"byte_count" integer NOT NULL,
	"sha256" text NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "kit_archives_kit_id_platform_pk" PRIMARY KEY("kit_id","platform"),
	CONSTRAINT "kit_archives_body" CHECK (length("kit_archives"."body") = "kit_archives"."byte_count")
);
--> statement-breakpoint
ALTER TABLE "kit_archives" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "kits" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"product_name" text NOT NULL,
	"icon_type" text,
	"icon" "bytea",
	"accent_color" text NOT NULL,
	"support_email" text,
	"support_phone" text,
	"support_url" text,
	"configs" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"agent_version" text,
	"portal_url" text,
	"published_at" timestamp with time zone,
	"published_by" text,
	"retired_at" timestamp with time zone,
	CONSTRAINT "kits_scope" UNIQUE("reseller_id","id"),
	CONSTRAINT "kits_version" UNIQUE("reseller_id","version"),
	CONSTRAINT "kits_version_positive" CHECK ("kits"."version" > 0),
	CONSTRAINT "kits_accent_color" CHECK ("kits"."accent_color" ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "kits_icon" CHECK (("kits"."icon" is null) = ("kits"."icon_type" is null)),
	CONSTRAINT "kits_publication" CHECK (num_nulls("kits"."published_at", "kits"."published_by", "kits"."agent_version", "kits"."portal_url") in (0, 4) and ("kits"."published_at" is not null or "kits"."retired_at" is null))
);
--> statement-breakpoint
ALTER TABLE "kits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "resellers" ADD COLUMN "download_code" text DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 20) NOT NULL;--> statement-breakpoint
ALTER TABLE "kit_archives" ADD CONSTRAINT "kit_archives_kit" FOREIGN KEY ("reseller_id","kit_id") REFERENCES "public"."kits"("reseller_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kits" ADD CONSTRAINT "kits_reseller_id_resellers_id_fk" FOREIGN KEY ("reseller_id") REFERENCES "public"."resellers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kit_archives_reseller" ON "kit_archives" USING btree ("reseller_id");--> statement-breakpoint
CREATE UNIQUE INDEX "kits_draft" ON "kits" USING btree ("reseller_id") WHERE "kits"."published_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "kits_published" ON "kits" USING btree ("reseller_id") WHERE "kits"."published_at" is not null and "kits"."retired_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "resellers_download_code" ON "resellers" USING btree ("download_code");--> statement-breakpoint
CREATE POLICY "tenant" ON "kit_archives" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "kit_archives" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "kits" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "kits" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "kits" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "kit_archives" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "kits" TO portal_tenant, portal_system;--> statement-breakpoint
GRANT SELECT, INSERT ON "kit_archives" TO portal_tenant, portal_system;--> statement-breakpoint
-- Archives are compressed already: kept as they are, a slice of one is read without the rest.
ALTER TABLE "kit_archives" ALTER COLUMN "body" SET STORAGE EXTERNAL;--> statement-breakpoint
-- What was published stays what it was, whoever asks: its checksum stands on paper. Only its retirement may change.
CREATE FUNCTION keep_published_kit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NULL THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'retired_at' <> to_jsonb(OLD) - 'retired_at' THEN
    RAISE EXCEPTION 'a published kit does not change';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_published_kit BEFORE UPDATE OR DELETE ON "kits" FOR EACH ROW EXECUTE FUNCTION keep_published_kit();
