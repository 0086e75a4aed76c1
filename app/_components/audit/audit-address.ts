import { idOf } from '@/app/_components/statistics/global-address'
import { type Choice, type Params, periodQuery, readPeriod, withQuery } from '@/app/_components/statistics/period-address'
import { type AuditFilter, auditFilterSchema } from '@/lib/audit/schema'

/** What an address of the audit log asks for; `path` is the page it stands on. */
export type AuditQuery = { path: string; input: AuditFilter; choice: Choice; query: Record<string, string> }

/** Reads the address of an audit log, and makes the same for others; what makes no sense is as if it were not there. */
export function readAudit(path: string, params: Params, timeZone: string, now: Date): AuditQuery {
  const { choice, period } = readPeriod(params, timeZone, now, '30')
  const shape = auditFilterSchema.shape
  const filter = {
    text: shape.text.safeParse(params.q).data ?? '',
    person: shape.person.safeParse(params.person).data ?? null,
    action: shape.action.safeParse(params.action).data ?? null,
    subjectKind: shape.subjectKind.safeParse(params.kind).data ?? null,
    subjectId: idOf(params.subject),
    resellerId: idOf(params.reseller),
  }
  const query = {
    ...(filter.text && { q: filter.text }),
    ...(filter.person && { person: filter.person }),
    ...(filter.action && { action: filter.action }),
    ...(filter.subjectKind && { kind: filter.subjectKind }),
    ...(filter.subjectId && { subject: filter.subjectId }),
    ...(filter.resellerId && { reseller: filter.resellerId }),
    ...periodQuery(choice, period),
  }
  return { path, input: { ...filter, period, before: idOf(params.before) }, choice, query }
}

/** The same log with some filters set otherwise; null takes one away. It begins at the newest again. */
export const auditHref = ({ path, query }: AuditQuery, change: Record<string, string | null> = {}): string =>
  withQuery(path, { ...query, ...change })

/** Whether anything but the period narrows the log. */
export const isNarrowed = ({ input }: AuditQuery): boolean =>
  Boolean(input.text || input.person || input.action || input.subjectKind || input.subjectId || input.resellerId)
