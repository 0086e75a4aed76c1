import type { AgentCommandState } from './types'

/** States in which a command waits for its agent or is being carried out. */
export const openStates = ['queued', 'delivered', 'running'] as const satisfies AgentCommandState[]

export const isOpen = (state: AgentCommandState): boolean => openStates.some((open) => open === state)

/**
 * Where an agent's answer takes a command; null leaves it as it is. What has ended stays so, except that an agent that was cut off
 * while the time for its command passed is believed about how it went.
 */
export function stateAfter(state: AgentCommandState, status: string): AgentCommandState | null {
  const said = status === 'running' || status === 'done' || status === 'cancelled' || status === 'expired' ? status : 'failed'
  if (state === said) return null
  if (isOpen(state)) return said
  return state === 'expired' && said !== 'running' ? said : null
}
