import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns'
import { ofVisible } from './policies'

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
    logoSvg: text('logo_svg'),
    supportEmail: text('support_email'),
    supportPhone: text('support_phone'),
    supportUrl: text('support_url'),
    mailSender: text('mail_sender'),
    locale: text('locale', { enum: ['fr', 'en'] })
      .notNull()
      .default('fr'),
    createdAt: createdAt(),
  },
  (brand) => [
    uniqueIndex('brands_slug').on(brand.slug),
    uniqueIndex('brands_reseller').on(brand.resellerId),
    check('brands_accent_color', sql`${brand.accentColor} ~ '^#[0-9a-f]{6}$'`),
    check('brands_slug', sql`${brand.slug} ~ '^[a-z0-9-]{1,40}$'`),
    ...ofVisible('id in (select brand_id from resellers)'),
  ],
)

export const brandHosts = pgTable(
  'brand_hosts',
  {
    id: id(),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id, { onDelete: 'cascade' }),
    host: text('host').notNull(),
    verifiedAt: instant('verified_at'),
    createdAt: createdAt(),
  },
  (host) => [
    uniqueIndex('brand_hosts_host').on(host.host),
    index('brand_hosts_brand').on(host.brandId),
    check('brand_hosts_host', sql`${host.host} = lower(${host.host}) and ${host.host} !~ '[:/\\s]'`),
    ...ofVisible('brand_id in (select id from brands)'),
  ],
)
