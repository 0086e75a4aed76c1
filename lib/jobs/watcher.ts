import { sweepAlerts } from '@/lib/alerts/round'
import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { beatOutwards } from '@/lib/health/rounds'
import { type Loop, startLoop } from './loop'

const PAUSE_SECONDS = 5
const OUTWARDS_MILLISECONDS = 60_000

/**
 * Goes round the alerts every few seconds: what comes together is told together, and soon. After a whole round, once a minute, it says
 * so to `heartbeatUrl`: a watch that has stopped cannot tell that it has.
 */
export function startWatcher(heartbeatUrl: string | undefined): Loop {
  let told = 0
  return startLoop('alerts', async (signal) => {
    const { more } = await sweepAlerts(systemActor('alerts'), clock.now, signal)
    if (heartbeatUrl && clock.now().getTime() - told >= OUTWARDS_MILLISECONDS) {
      told = clock.now().getTime()
      await beatOutwards(heartbeatUrl, signal)
    }
    return { more, pauseSeconds: more ? 0 : PAUSE_SECONDS }
  })
}
