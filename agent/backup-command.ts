import type { Agent } from './agent'
import { backUp } from './backup'

const FLUSH_MS = 15_000
const CANCELLED_FLUSH_MS = 4000

/** One backup now, reported live. Returns the exit code: 0 success, 3 partial, 4 suspended, 130 cancelled, 1 failed. */
export async function backupCommand(agent: Agent, stop: AbortSignal): Promise<number> {
  const done = new AbortController()
  const sending = agent.sender.run(done.signal)
  try {
    const result = await backUp(agent, 'manual', stop)
    if (result.kind === 'busy') {
      agent.log.say(agent.text.busy(result.pid), 'error')
      return 1
    }
    if (result.kind === 'suspended') {
      agent.log.sayNews('contract', agent.text.suspended, 'error')
      return 4
    }
    const { outcome, suspended } = result.ending
    agent.log.say(result.sentence, outcome === 'failed' ? 'error' : 'info')
    done.abort()
    await sending
    const waiting = await agent.sender.flush(stop.aborted ? CANCELLED_FLUSH_MS : FLUSH_MS)
    if (waiting > 0) agent.log.say(agent.text.waiting(waiting), 'warning')
    return suspended ? 4 : { success: 0, partial: 3, failed: 1, cancelled: 130 }[outcome]
  } finally {
    done.abort()
  }
}
