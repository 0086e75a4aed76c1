import type { agentCommandStates } from '@/db/schema'
import type { CommandKind } from '@/lib/agent-protocol/commands'

export type AgentCommandState = (typeof agentCommandStates)[number]

/** What was asked of a machine's agent and how it went. `result` is the agent's own sentence. */
export type AgentCommand = {
  id: string
  kind: CommandKind
  state: AgentCommandState
  askedByName: string
  askedAt: Date
  deliveredAt: Date | null
  endedAt: Date | null
  expiresAt: Date
  result: string | null
}
