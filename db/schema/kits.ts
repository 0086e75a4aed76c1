import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id, instant } from './columns'
import { ofReseller } from './policies'
import { resellers } from './resellers'

export const kitPlatforms = ['linux', 'macos', 'windows'] as const

/**
 * One version of a reseller's white-label kit (requirements F1). Not published yet: the draft. Published and not retired: the one on
 * offer. What was published never changes again but for its retirement: a trigger of the migration sees to it.
 */
export const kits = pgTable(
  'kits',
  {
    id: id(),
    resellerId: uuid('reseller_id')
      .notNull()
      .references(() => resellers.id),
    version: integer('version').notNull(),
    productName: text('product_name').notNull(),
    iconType: text('icon_type', { enum: ['svg', 'png'] }),
    icon: bytea('icon'),
    accentColor: text('accent_color').notNull(),
    supportEmail: text('support_email'),
    supportPhone: text('support_phone'),
    supportUrl: text('support_url'),
    configs: jsonb('configs').$type<Record<(typeof kitPlatforms)[number], string>>().notNull(),
    savedBy: text('saved_by').notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    // What the archives were built with, kept when they are.
    agentVersion: text('agent_version'),
    portalUrl: text('portal_url'),
    publishedAt: instant('published_at'),
    publishedBy: text('published_by'),
    retiredAt: instant('retired_at'),
  },
  (kit) => [
    unique('kits_scope').on(kit.resellerId, kit.id),
    unique('kits_version').on(kit.resellerId, kit.version),
    uniqueIndex('kits_draft').on(kit.resellerId).where(sql`${kit.publishedAt} is null`),
    uniqueIndex('kits_published').on(kit.resellerId).where(sql`${kit.publishedAt} is not null and ${kit.retiredAt} is null`),
    check('kits_version_positive', sql`${kit.version} > 0`),
    check('kits_accent_color', sql`${kit.accentColor} ~ '^#[0-9a-f]{6}$'`),
    check('kits_icon', sql`(${kit.icon} is null) = (${kit.iconType} is null)`),
    check(
      'kits_publication',
      sql`num_nulls(${kit.publishedAt}, ${kit.publishedBy}, ${kit.agentVersion}, ${kit.portalUrl}) in (0, 4) and (${kit.publishedAt} is not null or ${kit.retiredAt} is null)`,
    ),
    ...ofReseller(),
  ],
)

/** The archives of a published version, built once: who downloads it next year gets the bytes whose checksum was shown. */
export const kitArchives = pgTable(
  'kit_archives',
  {
    resellerId: uuid('reseller_id').notNull(),
    kitId: uuid('kit_id').notNull(),
    platform: text('platform', { enum: kitPlatforms }).notNull(),
    fileName: text('file_name').notNull(),
    byteCount: integer('byte_count').notNull(),
    sha256: text('sha256').notNull(),
    body: bytea('body').notNull(),
  },
  (archive) => [
    primaryKey({ columns: [archive.kitId, archive.platform] }),
    index('kit_archives_reseller').on(archive.resellerId),
    foreignKey({ columns: [archive.resellerId, archive.kitId], foreignColumns: [kits.resellerId, kits.id], name: 'kit_archives_kit' }),
    check('kit_archives_body', sql`length(${archive.body}) = ${archive.byteCount}`),
    ...ofReseller(),
  ],
)
