import { idOf } from '@/app/_components/statistics/global-address'
import { type Choice, type Params, periodQuery, readPeriod } from '@/app/_components/statistics/period-address'
import { type SearchLogs, searchLogsSchema } from '@/lib/logs/schema'

export type LogQuery = { input: SearchLogs; choice: Choice; query: Record<string, string> }

/** What the address of the logs asks for, and the same for another address; what makes no sense is as if it were not there. */
export function readLogSearch(params: Params, timeZone: string, now: Date): LogQuery {
  const { choice, period } = readPeriod(params, timeZone, now, '7')
  const shape = searchLogsSchema.shape
  const text = shape.text.safeParse(params.q).data ?? ''
  const before = shape.before.safeParse(params.before).data ?? null
  const [contractId, errorsOnly] = [idOf(params.contract), params.errors === '1']
  const query = {
    ...(text && { q: text }),
    ...(errorsOnly && { errors: '1' }),
    ...periodQuery(choice, period),
    ...(contractId && { contract: contractId }),
  }
  return { input: { text, errorsOnly, period, contractId, machineId: null, before }, choice, query }
}
