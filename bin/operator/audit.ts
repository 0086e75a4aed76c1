import { eachAuditBatch } from '@/lib/audit/queries'
import { auditFilterSchema } from '@/lib/audit/schema'
import type { AuditEntry } from '@/lib/audit/types'
import { clock, serverTimeZone } from '@/lib/clock'
import { csvBegin, csvLine } from '@/lib/statistics/csv'
import { lastDays } from '@/lib/statistics/period'
import { operator, resellerOf } from './lookup'
import { type Command, check, type Options, UsageError } from './usage'

const DAYS = 30
const columns = ['at', 'actorKind', 'actorName', 'action', 'subjectKind', 'subjectName', 'resellerName', 'address', 'detail'] as const

/** Who did what (requirements G2), newest first. */
export const auditCommands: Record<string, Command> = {
  list: {
    summary: `[--reseller NAME] [--host HOST] [--from DAY] [--to DAY] [--action KIND.VERB] [--text T] [--csv]  the last ${DAYS} days, unless told`,
    options: ['reseller', 'host', 'from', 'to', 'action', 'text'],
    required: [],
    flags: ['csv'],
    async run(options) {
      if (options.csv && options.json) throw new UsageError('--csv and --json exclude each other')
      const batches = eachAuditBatch(operator, await filterOf(options), serverTimeZone())
      if (options.csv) return { json: {}, text: await toCsv(batches) }
      const events: AuditEntry[] = []
      for await (const batch of batches) events.push(...batch)
      const lines = events.map(
        ({ at, actorName, action, subjectName, address }) =>
          `${at.toISOString()}  ${actorName}  ${action}  ${subjectName}  ${address ?? ''}`,
      )
      return { json: { events }, text: lines.join('\n') || 'Nothing happened.' }
    },
  },
}

/** Written line by line, so that a long log needs no memory. */
async function toCsv(batches: AsyncGenerator<AuditEntry[]>): Promise<null> {
  process.stdout.write(csvBegin + csvLine([...columns], 'en'))
  for await (const batch of batches) {
    const text = batch
      .map((entry) =>
        csvLine(
          columns.map((column) => cell(entry[column])),
          'en',
        ),
      )
      .join('')
    if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  return null
}

const cell = (value: AuditEntry[(typeof columns)[number]]) =>
  value === null || typeof value === 'string' || value instanceof Date ? value : JSON.stringify(value)

async function filterOf(options: Options) {
  const usual = lastDays(DAYS, serverTimeZone(), clock.now())
  const resellerId = options.reseller || options.host ? (await resellerOf(options)).id : null
  const { text = '', action = null } = options
  const period = { from: options.from ?? usual.from, to: options.to ?? usual.to }
  const narrow = { person: null, subjectKind: null, subjectId: null, before: null }
  return check(auditFilterSchema, { ...narrow, period, text, action, resellerId })
}
