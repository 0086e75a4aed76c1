import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id, instant } from './columns'
import { ownBrand, seenByAll } from './policies'

const ofOwnBrand = `brand_id in (select id from brands where ${ownBrand})`

/** What a host shows. `reseller_id` null: a platform brand such as the hosted one, shared by many resellers. */
export const brands = pgTable(
  'brands',
  {
    id: id(),
    resellerId: uuid('reseller_id'),
    slug: text('slug').notNull(),
    audience: text('audience', { enum: ['portal', 'operator'] })
      .notNull()
      .default('portal'),
    productName: text('product_name').notNull(),
    accentColor: text('accent_color').notNull(),
    supportEmail: text('support_email'),
    supportPhone: text('support_phone'),
    supportUrl: text('support_url'),
    mailSender: text('mail_sender'),
    locale: text('locale', { enum: ['fr', 'en'] })
      .notNull()
      .default('fr'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (brand) => [
    uniqueIndex('brands_slug').on(brand.slug),
    uniqueIndex('brands_reseller').on(brand.resellerId),
    check('brands_accent_color', sql`${brand.accentColor} ~ '^#[0-9a-f]{6}$'`),
    check('brands_slug', sql`${brand.slug} ~ '^[a-z0-9-]{1,40}$'`),
    ...seenByAll('id in (select brand_id from resellers)', { update: ownBrand }),
  ],
)

/** A brand's logo and favicon, as they are served: only what was sanitised or encoded anew gets in (lib/brands/image.ts). */
export const brandImages = pgTable(
  'brand_images',
  {
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['logo', 'favicon'] }).notNull(),
    mediaType: text('media_type', { enum: ['image/svg+xml', 'image/png'] }).notNull(),
    body: bytea('body').notNull(),
    /** Of the body; addresses carry it, so that a browser may keep the picture for ever. */
    hash: text('hash').notNull(),
  },
  (image) => [
    primaryKey({ columns: [image.brandId, image.kind] }),
    check('brand_images_kind', sql`${image.kind} in ('logo', 'favicon')`),
    check('brand_images_media_type', sql`${image.mediaType} in ('image/svg+xml', 'image/png')`),
    check('brand_images_body', sql`octet_length(${image.body}) between 1 and 307200`),
    ...seenByAll('brand_id in (select id from brands)', { insert: ofOwnBrand, delete: ofOwnBrand }),
  ],
)

/** Where a brand answers, once `verified_at` is set; before that a claim, which several brands may make. */
export const brandHosts = pgTable(
  'brand_hosts',
  {
    id: id(),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id, { onDelete: 'cascade' }),
    host: text('host').notNull(),
    /** What the TXT record has to say; not secret, but nobody else can put it there. */
    token: text('token').notNull().default(sql`replace(gen_random_uuid()::text, '-', '')`),
    verifiedAt: instant('verified_at'),
    checkedAt: instant('checked_at'),
    problem: text('problem', { enum: ['no_record', 'other_value', 'no_answer', 'host_taken'] }),
    createdAt: createdAt(),
  },
  (host) => [
    uniqueIndex('brand_hosts_verified').on(host.host).where(sql`${host.verifiedAt} is not null`),
    uniqueIndex('brand_hosts_claim').on(host.brandId, host.host),
    index('brand_hosts_unverified').on(host.checkedAt).where(sql`${host.verifiedAt} is null`),
    check('brand_hosts_host', sql`${host.host} = lower(${host.host}) and ${host.host} !~ '[:/\\s]'`),
    // A claim is the owner's alone; that another one is after a host is nobody's business.
    ...seenByAll(`brand_id in (select id from brands) and (verified_at is not null or ${ofOwnBrand})`, {
      insert: `verified_at is null and ${ofOwnBrand}`,
      delete: ofOwnBrand,
    }),
  ],
)
