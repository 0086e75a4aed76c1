import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { log } from '@/lib/log'
import type { StorageState } from '@/lib/storage/rclone'
import { ownActivity } from './activity'
import { beat, registerInstance, retireInstance } from './commands'

const BEAT_MILLISECONDS = 15_000

export type Heartbeat = { stop: () => Promise<void> }
type Self = { roles: readonly string[]; version: string; storage: () => StorageState | null }

/** Tells the platform that this process runs and what it does, until it stops. A database that is away is told later. */
export async function startHeartbeat({ roles, version, storage }: Self): Promise<Heartbeat> {
  const actor = systemActor('heartbeat')
  const id = await registerInstance(actor, { roles: [...roles], version, storage: storage() }, clock.now())
  let last = { reports: ownActivity().reports, at: clock.now().getTime() }

  async function tell(): Promise<void> {
    const { reports, workedAt } = ownActivity()
    const now = clock.now()
    const minutes = (now.getTime() - last.at) / 60_000
    const reportsPerMinute = minutes > 0 ? Math.round((reports - last.reports) / minutes) : 0
    await beat(actor, id, { storage: storage(), workedAt, reportsPerMinute }, now)
    last = { reports, at: now.getTime() }
  }

  const timer = setInterval(() => {
    tell().catch((error: unknown) => log.warn({ err: error }, 'heartbeat missed'))
  }, BEAT_MILLISECONDS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await retireInstance(actor, id, clock.now()).catch((error: unknown) => log.warn({ err: error }, 'heartbeat missed'))
    },
  }
}
