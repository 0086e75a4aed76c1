import { sql } from 'drizzle-orm'
import { alerts } from '@/db/schema'
import type { Item } from './mail-content'

const RUNS = ['failed', 'partial']

/**
 * What fails at a machine that has fallen silent as well is one trouble with its silence, which tells it. A condition on open episodes; the
 * column is named by its table, since a bare one would be that of the silence.
 */
export const isCovered = sql<boolean>`(${alerts.kind} in ('failed', 'partial') and exists (
  select from ${alerts} silence where silence.machine_id = "alerts"."machine_id" and silence.kind = 'missed' and silence.closed_at is null))`

/** Of what is told somebody at once, what its machine's silence does not tell already: that it lasts, or that it is over. */
export function uncovered<T extends { item: Item }>(notices: T[]): T[] {
  const keyOf = ({ machineId, event }: Item) => `${machineId} ${event === 'closed'}`
  const silences = new Set(notices.filter(({ item }) => item.kind === 'missed').map(({ item }) => keyOf(item)))
  return notices.filter(({ item }) => !RUNS.includes(item.kind ?? '') || !silences.has(keyOf(item)))
}
