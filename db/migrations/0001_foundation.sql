CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid,
	"subject_name" text NOT NULL,
	"address" text,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "backup_logs" (
	"backup_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	CONSTRAINT "backup_logs_backup_id_seq_pk" PRIMARY KEY("backup_id","seq")
) PARTITION BY RANGE ("backup_id");
--> statement-breakpoint
ALTER TABLE "backup_logs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"machine_id" uuid NOT NULL,
	"trigger" text,
	"outcome" text DEFAULT 'running' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_report_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen" "int8multirange" DEFAULT '{}' NOT NULL,
	"started_seq" integer,
	"progress_seq" integer,
	"finished_seq" integer,
	"percent" real DEFAULT 0 NOT NULL,
	"files_done" bigint DEFAULT 0 NOT NULL,
	"files_total" bigint DEFAULT 0 NOT NULL,
	"bytes_done" bigint DEFAULT 0 NOT NULL,
	"bytes_total" bigint DEFAULT 0 NOT NULL,
	"current_files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"files_new" bigint,
	"files_changed" bigint,
	"files_unmodified" bigint,
	"bytes_processed" bigint,
	"bytes_added" bigint,
	"stored_bytes" bigint,
	"duration_seconds" double precision,
	"snapshot_id" text,
	"error" text,
	CONSTRAINT "backups_scope" UNIQUE("reseller_id","space_id","id")
) PARTITION BY RANGE ("id");
--> statement-breakpoint
ALTER TABLE "backups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_hosts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"brand_id" uuid NOT NULL,
	"host" text NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_hosts_host" CHECK ("brand_hosts"."host" = lower("brand_hosts"."host") and "brand_hosts"."host" !~ '[:/\s]')
);
--> statement-breakpoint
ALTER TABLE "brand_hosts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brands" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid,
	"slug" text NOT NULL,
	"audience" text DEFAULT 'portal' NOT NULL,
	"product_name" text NOT NULL,
	"accent_color" text NOT NULL,
	"logo_svg" text,
	"support_email" text,
	"support_phone" text,
	"support_url" text,
	"mail_sender" text,
	"locale" text DEFAULT 'fr' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brands_accent_color" CHECK ("brands"."accent_color" ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "brands_slug" CHECK ("brands"."slug" ~ '^[a-z0-9-]{1,40}$')
);
--> statement-breakpoint
ALTER TABLE "brands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contracts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"title" text NOT NULL,
	"client_email" text NOT NULL,
	"client_locale" text DEFAULT 'fr' NOT NULL,
	"subscribed_bytes" bigint NOT NULL,
	"machine_limit" integer,
	"retention_days" integer DEFAULT 90 NOT NULL,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contracts_scope" UNIQUE("reseller_id","space_id","id"),
	CONSTRAINT "contracts_subscribed_bytes" CHECK ("contracts"."subscribed_bytes" between 0 and 9007199254740991),
	CONSTRAINT "contracts_machine_limit" CHECK ("contracts"."machine_limit" >= 0),
	CONSTRAINT "contracts_retention_days" CHECK ("contracts"."retention_days" between 1 and 36500)
);
--> statement-breakpoint
ALTER TABLE "contracts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "machine_configs" (
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"machine_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"author_user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "machine_configs_machine_id_version_pk" PRIMARY KEY("machine_id","version")
);
--> statement-breakpoint
ALTER TABLE "machine_configs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "machines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"key_sealed" text NOT NULL,
	"key_suffix" text NOT NULL,
	"repository_password_sealed" text NOT NULL,
	"hostname" text,
	"os" text,
	"agent_version" text,
	"engine_version" text,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone,
	"last_backup_at" timestamp with time zone,
	"last_finished_at" timestamp with time zone,
	"last_outcome" text,
	"stored_bytes" bigint DEFAULT 0 NOT NULL,
	"storage_metered" boolean DEFAULT false NOT NULL,
	"backup_alert" boolean DEFAULT false NOT NULL,
	"missed_alert" boolean DEFAULT true NOT NULL,
	"missed_after_days" integer,
	"retention_days" integer DEFAULT 90 NOT NULL,
	"comment" text,
	"config_version" integer DEFAULT 0 NOT NULL,
	"config_applied_version" integer DEFAULT 0 NOT NULL,
	"config_error" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "machines_scope" UNIQUE("reseller_id","space_id","id"),
	CONSTRAINT "machines_stored_bytes" CHECK ("machines"."stored_bytes" between 0 and 9007199254740991),
	CONSTRAINT "machines_missed_after_days" CHECK ("machines"."missed_after_days" between 1 and 365)
);
--> statement-breakpoint
ALTER TABLE "machines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "resellers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"brand_id" uuid NOT NULL,
	"name" text NOT NULL,
	"product" text NOT NULL,
	"pack" text NOT NULL,
	"administration_option" boolean DEFAULT false NOT NULL,
	"allocated_bytes" bigint NOT NULL,
	"alert_email" text NOT NULL,
	"missed_after_days" integer DEFAULT 3 NOT NULL,
	"locale" text DEFAULT 'fr' NOT NULL,
	"time_zone" text DEFAULT 'Europe/Paris' NOT NULL,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resellers_brand" UNIQUE("id","brand_id"),
	CONSTRAINT "resellers_administration" CHECK ("resellers"."product" <> 'online' or not "resellers"."administration_option"),
	CONSTRAINT "resellers_allocated_bytes" CHECK ("resellers"."allocated_bytes" between 0 and 9007199254740991),
	CONSTRAINT "resellers_missed_after_days" CHECK ("resellers"."missed_after_days" between 1 and 365)
);
--> statement-breakpoint
ALTER TABLE "resellers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "spaces" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reseller_id" uuid NOT NULL,
	"name" text NOT NULL,
	"allocated_bytes" bigint NOT NULL,
	"alert_email" text,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "spaces_scope" UNIQUE("reseller_id","id"),
	CONSTRAINT "spaces_allocated_bytes" CHECK ("spaces"."allocated_bytes" between 0 and 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "spaces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"user_id" uuid NOT NULL,
	"brand_id" uuid NOT NULL,
	"reseller_id" uuid,
	"address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_spaces" (
	"reseller_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	CONSTRAINT "user_spaces_user_id_space_id_pk" PRIMARY KEY("user_id","space_id")
);
--> statement-breakpoint
ALTER TABLE "user_spaces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"brand_id" uuid NOT NULL,
	"reseller_id" uuid,
	"user_name" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"locale" text,
	"role" text NOT NULL,
	"can_manage_kits" boolean DEFAULT false NOT NULL,
	"can_configure" boolean DEFAULT false NOT NULL,
	"can_restore" boolean DEFAULT false NOT NULL,
	"can_comment" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_scope" UNIQUE("reseller_id","id"),
	CONSTRAINT "users_operator" CHECK (("users"."role" = 'operator') = ("users"."reseller_id" is null))
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "backup_logs" ADD CONSTRAINT "backup_logs_backup" FOREIGN KEY ("reseller_id","space_id","backup_id") REFERENCES "public"."backups"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_machine" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "brand_hosts" ADD CONSTRAINT "brand_hosts_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_space" FOREIGN KEY ("reseller_id","space_id") REFERENCES "public"."spaces"("reseller_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_configs" ADD CONSTRAINT "machine_configs_machine" FOREIGN KEY ("reseller_id","space_id","machine_id") REFERENCES "public"."machines"("reseller_id","space_id","id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_contract" FOREIGN KEY ("reseller_id","space_id","contract_id") REFERENCES "public"."contracts"("reseller_id","space_id","id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "resellers" ADD CONSTRAINT "resellers_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spaces" ADD CONSTRAINT "spaces_reseller_id_resellers_id_fk" FOREIGN KEY ("reseller_id") REFERENCES "public"."resellers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_spaces" ADD CONSTRAINT "user_spaces_user" FOREIGN KEY ("reseller_id","user_id") REFERENCES "public"."users"("reseller_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_spaces" ADD CONSTRAINT "user_spaces_space" FOREIGN KEY ("reseller_id","space_id") REFERENCES "public"."spaces"("reseller_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_reseller" FOREIGN KEY ("reseller_id","brand_id") REFERENCES "public"."resellers"("id","brand_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_reseller" ON "audit_events" USING btree ("reseller_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "backups_machine" ON "backups" USING btree ("machine_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "backups_running" ON "backups" USING btree ("reseller_id","machine_id") WHERE "backups"."outcome" = 'running';--> statement-breakpoint
CREATE INDEX "backups_silent" ON "backups" USING btree ("last_report_at") WHERE "backups"."outcome" = 'running';--> statement-breakpoint
CREATE INDEX "backups_changed_at" ON "backups" USING btree ("reseller_id","changed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "brand_hosts_host" ON "brand_hosts" USING btree ("host");--> statement-breakpoint
CREATE INDEX "brand_hosts_brand" ON "brand_hosts" USING btree ("brand_id");--> statement-breakpoint
CREATE UNIQUE INDEX "brands_slug" ON "brands" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "brands_reseller" ON "brands" USING btree ("reseller_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_title" ON "contracts" USING btree ("reseller_id","space_id",lower("title"));--> statement-breakpoint
CREATE UNIQUE INDEX "machines_key_hash" ON "machines" USING btree ("key_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "machines_name" ON "machines" USING btree ("reseller_id","contract_id",lower("name"));--> statement-breakpoint
CREATE INDEX "machines_changed_at" ON "machines" USING btree ("reseller_id","changed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "spaces_name" ON "spaces" USING btree ("reseller_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "spaces_default" ON "spaces" USING btree ("reseller_id") WHERE "spaces"."is_default";--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "user_spaces_space" ON "user_spaces" USING btree ("reseller_id","space_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_user_name" ON "users" USING btree ("brand_id",lower("user_name"));--> statement-breakpoint
CREATE POLICY "tenant" ON "audit_events" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "audit_events" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "backup_logs" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "backup_logs" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "backups" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "backups" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "brand_hosts" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (brand_id in (select id from brands)) WITH CHECK (brand_id in (select id from brands));--> statement-breakpoint
CREATE POLICY "system" ON "brand_hosts" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "brands" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "brands" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "contracts" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "contracts" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "machine_configs" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "machine_configs" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "machines" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "machines" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "resellers" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "resellers" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "spaces" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "spaces" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "sessions" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "sessions" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "user_spaces" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]))) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and ((select current_setting('app.space_ids', true) = '*') or space_id = any((select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "system" ON "user_spaces" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant" ON "users" AS PERMISSIVE FOR ALL TO "portal_tenant" USING (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid)) WITH CHECK (reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "system" ON "users" AS PERMISSIVE FOR ALL TO "portal_system" USING (true) WITH CHECK (true);