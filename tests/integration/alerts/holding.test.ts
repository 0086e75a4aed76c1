import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { alertEvents, alerts, machines } from '@/db/schema'
import { acknowledgeAlert, resumeAlert, snoozeAlert } from '@/lib/alerts/holding'
import { listOpenAlerts } from '@/lib/alerts/open-alerts'
import { sweepAlerts } from '@/lib/alerts/round'
import { acknowledgeAlertSchema, snoozeAlertSchema } from '@/lib/alerts/schema'
import { NotFoundError } from '@/lib/errors'
import { auditOf } from '@/tests/support/audit'
import { calm, stand } from '@/tests/support/calm'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
const DAY = 86_400_000
const START = new Date('2026-11-22T09:00:00Z')
const never = new AbortController().signal
let now = START
let cast: Cast

beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(async () => {
  now = START
  await withSystem('tests', async (tx) => {
    await tx.delete(alerts)
    await tx.update(machines).set(calm(now))
  })
  await sweep()
})

const sweep = () => sweepAlerts(system, () => now, never)
const later = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
}
const eventsOf = async (alertId: string) => {
  const rows = await withSystem('tests', (tx) =>
    tx.select().from(alertEvents).where(eq(alertEvents.alertId, alertId)).orderBy(alertEvents.id),
  )
  return rows.map(({ kind }) => kind)
}
const theOne = async () => {
  const [alert] = await withSystem('tests', (tx) => tx.select().from(alerts))
  if (!alert) throw new Error('no episode')
  return alert
}

describe('somebody has it in hand:', () => {
  const about = async () => {
    await stand(cast.machines.east, { configError: 'what is this' })
    await sweep()
    return { alertId: (await theOne()).id, reason: 'Technician is on the way' }
  }

  test('acknowledged, it stays open and shows who and why; given back, it counts again', async () => {
    const input = await about()
    must(await acknowledgeAlert(cast.bob, input, now))
    expect(await listOpenAlerts(cast.alice, now)).toMatchObject([{ hold: { kind: 'acknowledged', by: 'bob', reason: input.reason } }])
    expect((await auditOf(cast.machines.east.machineId)).at(-1)).toMatchObject({ action: 'alert.acknowledged', by: 'bob' })
    later(30 * DAY)
    await sweep()
    expect(await eventsOf(input.alertId)).toEqual(['opened', 'acknowledged', 'escalated'])
    must(await resumeAlert(cast.bob, input, now))
    expect((await listOpenAlerts(cast.bob, now)).find(({ id }) => id === input.alertId)?.hold).toBeNull()
  })

  test('snoozed, it comes back after the days', async () => {
    const input = await about()
    must(await snoozeAlert(cast.bob, { ...input, days: 2 }, now))
    expect(await listOpenAlerts(cast.bob, now)).toMatchObject([{ hold: { kind: 'snoozed', until: new Date(now.getTime() + 2 * DAY) } }])
    later(2 * DAY)
    await sweep()
    expect(await listOpenAlerts(cast.bob, now)).toMatchObject([{ hold: null }])
    expect(await eventsOf(input.alertId)).toEqual(['opened', 'snoozed', 'resumed', 'reminded'])
  })

  test('but not of what is over', async () => {
    const input = await about()
    await stand(cast.machines.east, { configError: null })
    await sweep()
    expect(await acknowledgeAlert(cast.bob, input, now)).toEqual({ ok: false, reason: 'closed' })
  })

  test.each(['carol', 'berthe'] as const)('not by %s, who does not see it', async (who) => {
    const input = await about()
    await expect(acknowledgeAlert(cast[who], input, now)).rejects.toThrow(NotFoundError)
    await expect(snoozeAlert(cast[who], { ...input, days: 1 }, now)).rejects.toThrow(NotFoundError)
    await expect(resumeAlert(cast[who], input, now)).rejects.toThrow(NotFoundError)
    expect((await theOne()).acknowledgedAt).toBeNull()
  })

  test.each(['', '   ', 'x'.repeat(501), 'two\nlines', null])('not without a reason of one line: %j', (reason) => {
    expect(acknowledgeAlertSchema.safeParse({ alertId: crypto.randomUUID(), reason }).success).toBe(false)
    expect(snoozeAlertSchema.safeParse({ alertId: crypto.randomUUID(), reason, days: 1 }).success).toBe(false)
  })

  test.each([0, 91, 1.5, 'soon'])('nor for %j days', (days) => {
    expect(snoozeAlertSchema.safeParse({ alertId: crypto.randomUUID(), reason: 'why', days }).success).toBe(false)
  })
})
