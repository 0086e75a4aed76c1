import type { GlobalStatisticsInput } from '@/lib/statistics/schema'
import { type Choice, type Params, periodQuery, readPeriod } from './period-address'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const idOf = (asked: string | string[] | undefined): string | null => (typeof asked === 'string' && UUID.test(asked) ? asked : null)

export type GlobalQuery = { input: GlobalStatisticsInput; choice: Choice; query: Record<string, string> }

/** What the address of the global statistics asks for, and the same for another address. */
export function readGlobal(params: Params, timeZone: string, now: Date): GlobalQuery {
  const { choice, period } = readPeriod(params, timeZone, now, '30')
  const [spaceId, contractId] = [idOf(params.space), idOf(params.contract)]
  const query = { ...periodQuery(choice, period), ...(spaceId && { space: spaceId }), ...(contractId && { contract: contractId }) }
  return { input: { period, spaceId, contractId }, choice, query }
}
