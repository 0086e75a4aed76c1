import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { brands } from './brands'
import { bytes, createdAt, id, instant } from './columns'
import { ofReseller } from './policies'

/** Who gets the monthly reports. */
export const reportAudiences = ['nobody', 'client', 'reseller', 'both'] as const

/** The tenant: buys volume and resells it under a brand. */
export const resellers = pgTable(
  'resellers',
  {
    id: id(),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id),
    name: text('name').notNull(),
    product: text('product', { enum: ['online', 'pro', 'business'] }).notNull(),
    pack: text('pack', { enum: ['statistics', 'control_room'] }).notNull(),
    administrationOption: boolean('administration_option').notNull().default(false),
    allocatedBytes: bytes('allocated_bytes').notNull(),
    alertEmail: text('alert_email').notNull(),
    missedAfterDays: integer('missed_after_days').notNull().default(3),
    // Null: nobody is reminded of an episode that stays open.
    remindAfterDays: integer('remind_after_days').default(7),
    // Whether the successes that a machine's backup alert tells come one by one, or once a day.
    successMails: text('success_mails', { enum: ['each', 'daily'] })
      .notNull()
      .default('each'),
    dailyDigest: boolean('daily_digest').notNull().default(true),
    // When the digest of the day is due, at a fixed hour of the reseller's time zone; null until that was first reckoned.
    digestDueAt: instant('digest_due_at'),
    // While the sweep makes all of its machines due, in the order of their ids: the last one that is. Null: it does not.
    dueUpTo: uuid('due_up_to'),
    // Who gets a contract's report on the first of each month, and when the next ones are due; null where nobody does.
    monthlyReport: text('monthly_report', { enum: reportAudiences }).notNull().default('nobody'),
    reportDueAt: instant('report_due_at'),
    // The month, YYYY-MM, of which the overview goes out once all its reports are written.
    reportOverviewMonth: text('report_overview_month'),
    locale: text('locale', { enum: ['fr', 'en'] })
      .notNull()
      .default('fr'),
    timeZone: text('time_zone').notNull().default('Europe/Paris'),
    // Leads to this reseller's kit where several share a brand; nobody can guess it.
    downloadCode: text('download_code').notNull().default(sql`left(replace(gen_random_uuid()::text, '-', ''), 20)`),
    // What a restore asks for, and whom it is told to (requirements F5).
    restoreReasonRequired: boolean('restore_reason_required').notNull().default(false),
    restoreClientTold: boolean('restore_client_told').notNull().default(false),
    suspendedAt: instant('suspended_at'),
    createdAt: createdAt(),
  },
  (reseller) => [
    unique('resellers_brand').on(reseller.id, reseller.brandId),
    uniqueIndex('resellers_download_code').on(reseller.downloadCode),
    check('resellers_administration', sql`${reseller.product} <> 'online' or not ${reseller.administrationOption}`),
    check('resellers_allocated_bytes', sql`${reseller.allocatedBytes} between 0 and 9007199254740991`),
    check('resellers_missed_after_days', sql`${reseller.missedAfterDays} between 1 and 365`),
    check('resellers_remind_after_days', sql`${reseller.remindAfterDays} between 1 and 365`),
    index('resellers_digest_due_at').on(reseller.digestDueAt),
    index('resellers_due_up_to').on(reseller.id).where(sql`${reseller.dueUpTo} is not null`),
    check('resellers_monthly_report', sql`(${reseller.monthlyReport} = 'nobody') = (${reseller.reportDueAt} is null)`),
    index('resellers_report_due_at').on(reseller.reportDueAt).where(sql`${reseller.reportDueAt} is not null`),
    index('resellers_report_overview').on(reseller.id).where(sql`${reseller.reportOverviewMonth} is not null`),
    ...ofReseller('id'),
  ],
)
