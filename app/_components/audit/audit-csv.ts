import { attachment } from '@/app/_components/route-mapper'
import type { AuditReader } from '@/lib/audit/policy'
import { eachAuditBatch, listAudit } from '@/lib/audit/queries'
import type { AuditEntry } from '@/lib/audit/types'
import type { Locale } from '@/lib/auth/types'
import { translator } from '@/lib/i18n/translator'
import { csvBegin, csvLine } from '@/lib/statistics/csv'
import type { AuditQuery } from './audit-address'
import { actionText, kindText } from './audit-texts'

const columns = ['at', 'who', 'kind', 'acting', 'what', 'action', 'subjectKind', 'subject', 'reseller', 'address', 'detail'] as const

/** The audit log as a file for spreadsheets, sent while it is read: a million lines need no more memory than a thousand. */
export async function auditCsv(actor: AuditReader, locale: Locale, asked: AuditQuery, timeZone: string): Promise<Response> {
  const t = translator(locale)
  const { input } = asked
  // Asked for once before the answer begins, so that who may not read it gets a refusal and no broken file.
  await listAudit(actor, input, timeZone, 1)
  const encoder = new TextEncoder()
  const batches = eachAuditBatch(actor, { ...input, before: null }, timeZone)
  const header = columns.map((column) => t(`audit.csvColumns.${column}`))
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvBegin + csvLine(header, locale))),
    async pull(controller) {
      const { done, value } = await batches.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value.map((entry) => csvLine(cellsOf(entry), locale)).join('')))
    },
    cancel: async () => void (await batches.return(undefined)),
  })
  return attachment(body, `${t('audit.file')}-${input.period.from}-${input.period.to}.csv`, 'text/csv')

  function cellsOf(entry: AuditEntry) {
    return [
      entry.at,
      entry.actorName,
      t(`audit.actor.${entry.actorKind}`),
      entry.acting && (entry.acting.spaceName ?? t('audit.actingGone')),
      actionText(entry.action, t),
      entry.action,
      kindText(entry.subjectKind, t),
      entry.subjectName,
      entry.resellerName,
      entry.address,
      Object.keys(entry.detail).length > 0 ? JSON.stringify(entry.detail) : null,
    ]
  }
}
