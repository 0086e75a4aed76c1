import { and, desc, eq, gt, or, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { agentCommands } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { parseId } from '@/lib/ids'
import type { AgentCommand, AgentCommandState } from './types'

const RECENT_MILLISECONDS = 24 * 3_600_000
const MAX_SHOWN = 5

/** What a machine's agent was asked: what is still open, and what ended within a day, newest first. Empty outside the actor's scope. */
export function listAgentCommands(actor: UserActor, machineId: string, now: Date): Promise<AgentCommand[]> {
  const id = parseId(machineId, 'machine')
  const recent = new Date(now.getTime() - RECENT_MILLISECONDS)
  // A time that has passed since the last sweep is not waited for either.
  const state = sql<AgentCommandState>`case when ${agentCommands.state} in ('queued', 'delivered')
    and ${agentCommands.expiresAt} <= ${now.toISOString()} then 'expired' else ${agentCommands.state} end`
  return withActor(actor, (tx) =>
    tx
      .select({
        id: agentCommands.id,
        kind: agentCommands.kind,
        state,
        askedByName: agentCommands.askedByName,
        askedAt: agentCommands.askedAt,
        deliveredAt: agentCommands.deliveredAt,
        endedAt: agentCommands.endedAt,
        expiresAt: agentCommands.expiresAt,
        result: agentCommands.result,
      })
      .from(agentCommands)
      .where(and(eq(agentCommands.machineId, id), or(sql`${agentCommands.endedAt} is null`, gt(agentCommands.endedAt, recent))))
      .orderBy(desc(agentCommands.id))
      .limit(MAX_SHOWN),
  )
}
