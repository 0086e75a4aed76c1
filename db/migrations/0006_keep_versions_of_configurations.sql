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
