import { lastDays } from '@/lib/statistics/period'
import { type Period, periodSchema } from '@/lib/statistics/schema'

export type Params = Record<string, string | string[] | undefined>
export const PRESETS = ['7', '30', '90', '365'] as const
export type Choice = (typeof PRESETS)[number] | 'custom'

/** The period that an address asks for: some last days, or from one day to another. What makes no sense is the usual one. */
export function readPeriod(
  params: Params,
  timeZone: string,
  now: Date,
  usual: (typeof PRESETS)[number],
): { choice: Choice; period: Period } {
  const asked = periodSchema.safeParse({ from: params.from, to: params.to })
  const isCustom = params.days === 'custom' || (params.days === undefined && asked.success)
  if (isCustom) return { choice: 'custom', period: asked.success ? asked.data : lastDays(Number(usual), timeZone, now) }
  const choice = PRESETS.find((days) => days === params.days) ?? usual
  return { choice, period: lastDays(Number(choice), timeZone, now) }
}

/** The same period for an address. */
export const periodQuery = (choice: Choice, { from, to }: Period): Record<string, string> =>
  choice === 'custom' ? { days: choice, from, to } : { days: choice }

/** An address with a query; what is empty is left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled)}` : path
}

/** The period of a file's address, for which the usual one is that of the page it stands beside. */
export const periodOf = (query: URLSearchParams, timeZone: string, now: Date): Period =>
  readPeriod(Object.fromEntries(query), timeZone, now, '30').period
