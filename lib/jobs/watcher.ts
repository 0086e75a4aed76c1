import { sweepAlerts } from '@/lib/alerts/round'
import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { type Loop, startLoop } from './loop'

const PAUSE_SECONDS = 5

/** Goes round the alerts every few seconds: an alert is minutes old at most when it is told, and what comes together is told together. */
export const startWatcher = (): Loop =>
  startLoop('alerts', async (signal) => {
    const { more } = await sweepAlerts(systemActor('alerts'), clock.now, signal)
    return { more, pauseSeconds: more ? 0 : PAUSE_SECONDS }
  })
