import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { log } from '@/lib/log'
import { takeWebhooks, visitWebhook } from '@/lib/webhooks/delivery'
import { type Loop, startLoop } from './loop'

/** So many webhooks one worker posts to at once: slow ones hold up none of the others before these are all slow. */
const VISITS = 24

/** Posts what the webhooks' outbox holds. */
export function startPoster(): Loop {
  const actor = systemActor('webhooks')
  const visits = new Set<Promise<void>>()
  const loop = startLoop('webhooks', async (signal) => {
    const posting = { now: clock.now, signal }
    const leases = visits.size < VISITS ? await takeWebhooks(actor, posting, VISITS - visits.size) : []
    for (const lease of leases) {
      const visit = visitWebhook(actor, lease, posting).catch((error: unknown) => log.error({ err: error, loop: 'webhooks' }, 'job'))
      visits.add(visit)
      void visit.finally(() => visits.delete(visit))
    }
    return { more: leases.length > 0, pauseSeconds: 0 }
  })
  return {
    async stop() {
      await loop.stop()
      await Promise.all(visits)
    },
  }
}
