import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns'
import { contracts } from './contracts'
import { systemOnly } from './policies'

/** What the reseller's overview of a month tells of a contract; bytes, and the day (YYYY-MM-DD) on which its volume will be full. */
export type ReportedFigures = {
  volumeBytes: number
  subscribedBytes: number
  backups: number
  successPercent: number | null
  incidents: number
  machines: number
  unprotected: number
  fullDay: string | null
}

/** The reports of a month that leave by themselves: one row a contract, opened together, and written one after the other. */
export const monthlyReports = pgTable(
  'monthly_reports',
  {
    id: id(),
    resellerId: uuid('reseller_id').notNull(),
    spaceId: uuid('space_id').notNull(),
    contractId: uuid('contract_id').notNull(),
    // YYYY-MM in the reseller's time zone.
    month: text('month').notNull(),
    dueAt: instant('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    // Written, or found to be nobody's concern any more.
    writtenAt: instant('written_at'),
    figures: jsonb('figures').$type<ReportedFigures>(),
  },
  (report) => [
    unique('monthly_reports_once').on(report.contractId, report.month),
    index('monthly_reports_due').on(report.dueAt).where(sql`${report.writtenAt} is null`),
    index('monthly_reports_reseller').on(report.resellerId, report.month),
    index('monthly_reports_unwritten').on(report.resellerId, report.month).where(sql`${report.writtenAt} is null`),
    index('monthly_reports_month').on(report.month),
    foreignKey({
      columns: [report.resellerId, report.spaceId, report.contractId],
      foreignColumns: [contracts.resellerId, contracts.spaceId, contracts.id],
      name: 'monthly_reports_contract',
    })
      .onUpdate('cascade')
      .onDelete('cascade'),
    check('monthly_reports_month', sql`${report.month} ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
    ...systemOnly(),
  ],
)
