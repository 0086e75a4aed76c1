import { createHash } from 'node:crypto'
import { type ConfigProblem, parseAgentConfig } from '@/lib/agent-protocol/config'
import { statedRetention } from './document'
import { protectionLosses } from './losses'
import type { Loss } from './types'

/** Kiwi Online keeps 90 days, whatever a file states (requirements D5). */
const FIXED_RETENTION_DAYS = 90

/** How a machine stands before a change: its file, and the history in force. */
export type Standing = { body: string; retentionDays: number; retentionFixed: boolean }
/** `retentionDays` is the history that the change sets, null where it leaves that alone. */
export type Review = { problems: ConfigProblem[]; losses: Loss[]; retentionDays: number | null }

/** What there is to say of a changed file before it is stored: what is wrong in it, else what it no longer protects. */
export function reviewConfig(standing: Standing, body: string): Review {
  const after = parseAgentConfig(body)
  if (!after.ok) return { problems: after.problems, losses: [], retentionDays: null }
  const stated = statedRetention(body)
  if (stated && standing.retentionFixed && stated.days !== FIXED_RETENTION_DAYS) {
    const { line, column } = stated
    return {
      problems: [{ line, column, key: 'retentionDays', code: 'retention_fixed', max: FIXED_RETENTION_DAYS }],
      losses: [],
      retentionDays: null,
    }
  }
  const before = parseAgentConfig(standing.body)
  const losses = protectionLosses(before.ok ? before.config : null, after.config)
  const isNews = stated !== null && stated.days !== statedRetention(standing.body)?.days
  if (!isNews) return { problems: [], losses, retentionDays: null }
  const shorter: Loss[] = stated.days < standing.retentionDays ? [{ kind: 'history', from: standing.retentionDays, to: stated.days }] : []
  return { problems: [], losses: [...losses, ...shorter], retentionDays: stated.days }
}

/** Names exactly these losses: who confirms them confirms nothing that was not shown. */
export const acceptanceOf = (losses: [of: string, losses: Loss[]][]): string =>
  createHash('sha256').update(JSON.stringify(losses)).digest('hex').slice(0, 32)

/** Each loss once. */
export const distinctLosses = (losses: Loss[]): Loss[] => [...new Map(losses.map((loss) => [JSON.stringify(loss), loss])).values()]
