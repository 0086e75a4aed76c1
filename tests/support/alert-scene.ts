import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach } from 'vitest'
import { withSystem } from '@/db/client'
import { alertEvents, alerts, backups, machines } from '@/db/schema'
import { sweepAlerts } from '@/lib/alerts/round'
import { calm } from './calm'
import { type Cast, makeCast, system } from './cast'

/** What tests of episodes act in: the cast, of which nothing is wrong at the start of each test, and a clock that they set. */
export class AlertScene {
  now: Date
  cast!: Cast

  constructor(start: Date) {
    this.now = start
    beforeAll(async () => {
      this.cast = await makeCast()
    })
    beforeEach(async () => {
      this.now = start
      await withSystem('tests', async (tx) => {
        await tx.delete(alerts)
        await tx.delete(backups)
        await tx.update(machines).set(calm(start))
      })
      await this.sweep()
    })
  }

  sweep = () => sweepAlerts(system, () => this.now, new AbortController().signal)

  later(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds)
  }

  /** What happened to an episode, in its order. */
  async eventsOf(alertId: string) {
    const rows = await withSystem('tests', (tx) =>
      tx.select().from(alertEvents).where(eq(alertEvents.alertId, alertId)).orderBy(alertEvents.id),
    )
    return rows.map(({ kind }) => kind)
  }

  /** The first episode there is. */
  async theOne() {
    const [alert] = await withSystem('tests', (tx) => tx.select().from(alerts))
    if (!alert) throw new Error('no episode')
    return alert
  }
}
