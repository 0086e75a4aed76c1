import { describe, expect, test } from 'vitest'
import { acknowledgeAlert, resumeAlert, snoozeAlert } from '@/lib/alerts/holding'
import { listOpenAlerts } from '@/lib/alerts/open-alerts'
import { acknowledgeAlertSchema, snoozeAlertSchema } from '@/lib/alerts/schema'
import { NotFoundError } from '@/lib/errors'
import { AlertScene } from '@/tests/support/alert-scene'
import { auditOf } from '@/tests/support/audit'
import { stand } from '@/tests/support/calm'
import { must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
const DAY = 86_400_000
const START = new Date('2026-11-22T09:00:00Z')
const scene = new AlertScene(START)

describe('somebody has it in hand:', () => {
  const about = async () => {
    await stand(scene.cast.machines.east, { configError: 'what is this' })
    await scene.sweep()
    return { alertId: (await scene.theOne()).id, reason: 'Technician is on the way' }
  }

  test('acknowledged, it stays open and shows who and why; given back, it counts again', async () => {
    const input = await about()
    must(await acknowledgeAlert(scene.cast.bob, input, scene.now))
    expect((await listOpenAlerts(scene.cast.alice, scene.now)).rows).toMatchObject([
      { hold: { kind: 'acknowledged', by: 'bob', reason: input.reason } },
    ])
    expect((await auditOf(scene.cast.machines.east.machineId)).at(-1)).toMatchObject({ action: 'alert.acknowledged', by: 'bob' })
    scene.later(30 * DAY)
    await scene.sweep()
    expect(await scene.eventsOf(input.alertId)).toEqual(['opened', 'acknowledged', 'escalated'])
    must(await resumeAlert(scene.cast.bob, input, scene.now))
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows.find(({ id }) => id === input.alertId)?.hold).toBeNull()
  })

  test('snoozed, it comes back after the days', async () => {
    const input = await about()
    must(await snoozeAlert(scene.cast.bob, { ...input, days: 2 }, scene.now))
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([
      { hold: { kind: 'snoozed', until: new Date(scene.now.getTime() + 2 * DAY) } },
    ])
    scene.later(2 * DAY)
    await scene.sweep()
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([{ hold: null }])
    expect(await scene.eventsOf(input.alertId)).toEqual(['opened', 'snoozed', 'resumed', 'reminded'])
  })

  test('but not of what is over', async () => {
    const input = await about()
    await stand(scene.cast.machines.east, { configError: null })
    await scene.sweep()
    expect(await acknowledgeAlert(scene.cast.bob, input, scene.now)).toEqual({ ok: false, reason: 'closed' })
  })

  test.each(['carol', 'berthe'] as const)('not by %s, who does not see it', async (who) => {
    const input = await about()
    await expect(acknowledgeAlert(scene.cast[who], input, scene.now)).rejects.toThrow(NotFoundError)
    await expect(snoozeAlert(scene.cast[who], { ...input, days: 1 }, scene.now)).rejects.toThrow(NotFoundError)
    await expect(resumeAlert(scene.cast[who], input, scene.now)).rejects.toThrow(NotFoundError)
    expect((await scene.theOne()).acknowledgedAt).toBeNull()
  })

  test.each(['', '   ', 'x'.repeat(501), 'two\nlines', null])('not without a reason of one line: %j', (reason) => {
    expect(acknowledgeAlertSchema.safeParse({ alertId: crypto.randomUUID(), reason }).success).toBe(false)
    expect(snoozeAlertSchema.safeParse({ alertId: crypto.randomUUID(), reason, days: 1 }).success).toBe(false)
  })

  test.each([0, 91, 1.5, 'soon'])('nor for %j days', (days) => {
    expect(snoozeAlertSchema.safeParse({ alertId: crypto.randomUUID(), reason: 'why', days }).success).toBe(false)
  })
})
