import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { alerts, machines, repositories } from '@/db/schema'
import { listAlertHistory, listAlertsOfContract, listAlertsOfMachine, listOpenAlerts, listSilences } from '@/lib/alerts/open-alerts'
import { recordReports } from '@/lib/backups/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { NotFoundError } from '@/lib/errors'
import { deleteMachine, setMachineAlert } from '@/lib/machines/commands'
import { AlertScene } from '@/tests/support/alert-scene'
import { stand } from '@/tests/support/calm'
import { type CastMachine, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { copyMachine } from '@/tests/support/many-machines'
import { finished, newBackupId } from '@/tests/support/reports'

testDatabase()
const DAY = 86_400_000
const START = new Date('2026-11-22T09:00:00Z')
const scene = new AlertScene(START)
const openKinds = async (actor = scene.cast.alice) => {
  const all = Object.values(scene.cast.machines).map(({ machineId }) => machineId)
  const silences = [...(await listSilences(actor, all, scene.now)).values()]
  return [...silences, ...(await listOpenAlerts(actor, scene.now)).rows].map(({ kind }) => kind).sort()
}
async function report(machine: CastMachine, outcome: 'success' | 'partial' | 'failed' | 'cancelled', error: string | null = null) {
  const reports = [finished(newBackupId(scene.now.getTime()), 0, scene.now.getTime(), { outcome, error })]
  for (const result of await recordReports([{ machine: await machineActor(machine), reports, receivedAt: scene.now }])) must(result)
}

describe('an episode', () => {
  test('opens when the days have passed and not a second before', async () => {
    scene.later(3 * DAY - 1000)
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
    scene.later(1000)
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual(['missed'])
    expect(
      (await listSilences(scene.cast.bob, [scene.cast.machines.east.machineId], scene.now)).get(scene.cast.machines.east.machineId),
    ).toMatchObject({
      sinceAt: START,
      escalated: false,
    })
  })

  test('opens once, however often and by however many it is swept', async () => {
    scene.later(4 * DAY)
    await Promise.all(Array.from({ length: 6 }, scene.sweep))
    await stand(scene.cast.machines.east, { missedAfterDays: 2 })
    await scene.sweep()
    const rows = await withSystem('tests', (tx) => tx.select().from(alerts).where(eq(alerts.machineId, scene.cast.machines.east.machineId)))
    expect(rows).toHaveLength(1)
    expect(await scene.eventsOf(rows[0]?.id ?? '')).toEqual(['opened'])
  })

  test('closes by itself with a backup, and keeps its history', async () => {
    scene.later(4 * DAY)
    await scene.sweep()
    await report(scene.cast.machines.east, 'success')
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
    expect(await listAlertHistory(scene.cast.bob, scene.cast.machines.east.machineId, 5)).toMatchObject([
      { kind: 'missed', end: 'over', events: [{ kind: 'opened' }, { kind: 'closed' }] },
    ])
  })

  test('of a silence ends without a word where nobody wants to be told any more', async () => {
    scene.later(4 * DAY)
    await scene.sweep()
    await setMachineAlert(scene.cast.bob, { machineId: scene.cast.machines.east.machineId, alert: 'missed', on: false }, scene.now)
    await scene.sweep()
    expect(await listAlertHistory(scene.cast.bob, scene.cast.machines.east.machineId, 5)).toMatchObject([{ end: 'switched_off' }])
  })

  test('of a suspended contract ends, and opens anew when the contract is active again', async () => {
    scene.later(4 * DAY)
    await scene.sweep()
    must(await suspendContract(scene.cast.alice, scene.cast.contracts.east, scene.now))
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
    must(await reactivateContract(scene.cast.alice, scene.cast.contracts.east, scene.now))
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual(['missed'])
    expect((await listAlertHistory(scene.cast.bob, scene.cast.machines.east.machineId, 5)).map(({ end }) => end)).toEqual([
      null,
      'suspended',
    ])
  })

  test('escalates when a silence has lasted twice as long as was allowed', async () => {
    scene.later(6 * DAY - 1000)
    await scene.sweep()
    const find = async () =>
      (await listSilences(scene.cast.bob, [scene.cast.machines.east.machineId], scene.now)).get(scene.cast.machines.east.machineId)
    expect(await find()).toMatchObject({ escalated: false })
    scene.later(1000)
    await scene.sweep()
    const alert = await find()
    expect(alert).toMatchObject({ escalated: true })
    expect(await scene.eventsOf(alert?.id ?? '')).toEqual(['opened', 'escalated'])
  })

  test('of a silence that is found late has escalated when it opens', async () => {
    scene.later(20 * DAY)
    await scene.sweep()
    const alert = (await listSilences(scene.cast.bob, [scene.cast.machines.east.machineId], scene.now)).get(
      scene.cast.machines.east.machineId,
    )
    expect(alert).toMatchObject({ escalated: true })
    expect(await scene.eventsOf(alert?.id ?? '')).toEqual(['opened', 'escalated'])
  })

  test('is reminded of at the reseller’s pace, from when it was told last', async () => {
    await stand(scene.cast.machines.east, { configError: 'what is this' })
    await scene.sweep()
    const { id } = await scene.theOne()
    for (const days of [6.9, 0.2, 6.9, 0.2]) {
      scene.later(days * DAY)
      await stand(scene.cast.machines.east, { lastBackupAt: scene.now })
      await stand(scene.cast.machines.west, { lastBackupAt: scene.now })
      await stand(scene.cast.machines.carols, { lastBackupAt: scene.now })
      await scene.sweep()
    }
    expect(await scene.eventsOf(id)).toEqual(['opened', 'escalated', 'reminded'])
  })
})

describe('each kind opens and closes by its own cause:', () => {
  test('a failed backup, until one succeeds; a cancelled one says nothing', async () => {
    await report(scene.cast.machines.east, 'failed', 'disk full')
    await scene.sweep()
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([{ kind: 'failed', detail: { error: 'disk full' } }])
    scene.later(1000)
    await report(scene.cast.machines.east, 'cancelled')
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual(['failed'])
    scene.later(1000)
    await report(scene.cast.machines.east, 'partial', 'one file was locked')
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual(['partial'])
    scene.later(1000)
    await report(scene.cast.machines.east, 'success')
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
  })

  test('a refused configuration', async () => {
    await stand(scene.cast.machines.east, { configError: 'paths: missing' })
    await scene.sweep()
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([
      { kind: 'config_refused', detail: { error: 'paths: missing' } },
    ])
    await stand(scene.cast.machines.east, { configError: null })
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
  })

  test('a failed check of the storage', async () => {
    const { machineId } = scene.cast.machines.east
    const { resellerId, spaces } = scene.cast
    await withSystem('tests', (tx) => tx.insert(repositories).values({ machineId, resellerId, spaceId: spaces.east }))
    const set = (checkFailure: 'damaged' | null) =>
      withSystem('tests', (tx) => tx.update(repositories).set({ checkFailure }).where(eq(repositories.machineId, machineId)))
    await set('damaged')
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual(['check_failed'])
    await set(null)
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
  })

  test('a frozen history, until it goes on; a failed check meanwhile hides it and does not end it', async () => {
    const freeze = (reason: 'shrunk' | 'check_failed' | null) =>
      stand(scene.cast.machines.east, {
        retentionFrozenReason: reason,
        retentionFrozenAt: reason && scene.now,
        retentionFrozenDetail: reason && {},
      })
    for (const reason of ['shrunk', 'check_failed'] as const) {
      await freeze(reason)
      await scene.sweep()
      expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([
        { kind: 'history_frozen', detail: { freeze: 'shrunk' } },
      ])
    }
    await freeze(null)
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
  })

  test('a contract over its volume, whichever machine fills it, until one goes', async () => {
    const [copy = ''] = await copyMachine(scene.cast.machines.east.machineId, 1, 'Large')
    await stand(scene.cast.machines.east, { storedBytes: 15e9 })
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
    await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 6e9 }).where(eq(machines.id, copy)))
    await Promise.all([scene.sweep(), scene.sweep()])
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([
      { kind: 'over_volume', machineId: null, contractTitle: 'Garage', detail: { usedBytes: 21e9, subscribedBytes: 20e9 } },
    ])
    await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 8e9 }).where(eq(machines.id, copy)))
    await scene.sweep()
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).rows).toMatchObject([{ detail: { usedBytes: 23e9, subscribedBytes: 20e9 } }])
    expect(await scene.eventsOf((await scene.theOne()).id)).toEqual(['opened'])
    must(await deleteMachine(scene.cast.bob, { machineId: copy, confirmation: 'Large 000' }, scene.now))
    await scene.sweep()
    expect(await openKinds(scene.cast.bob)).toEqual([])
  })
})

describe('an episode is seen', () => {
  test('in its own space alone', async () => {
    await report(scene.cast.machines.east, 'failed')
    await scene.sweep()
    expect(await openKinds(scene.cast.alice)).toEqual(['failed'])
    expect(await openKinds(scene.cast.berthe)).toEqual([])
    expect(await openKinds(scene.cast.carol)).toEqual([])
    expect(await listAlertsOfMachine(scene.cast.bob, scene.cast.machines.east.machineId, scene.now)).toHaveLength(1)
    expect(await listAlertsOfContract(scene.cast.bob, scene.cast.contracts.east, scene.now)).toHaveLength(1)
    for (const actor of [scene.cast.berthe, scene.cast.carol]) {
      await expect(listAlertsOfMachine(actor, scene.cast.machines.east.machineId, scene.now)).rejects.toThrow(NotFoundError)
      await expect(listAlertHistory(actor, scene.cast.machines.east.machineId, 5)).rejects.toThrow(NotFoundError)
      await expect(listAlertsOfContract(actor, scene.cast.contracts.east, scene.now)).rejects.toThrow(NotFoundError)
    }
  })

  test('and neither opened nor closed by a user', async () => {
    const { resellerId, spaces, machines: own } = scene.cast
    const row = {
      resellerId,
      spaceId: spaces.east,
      machineId: own.east.machineId,
      kind: 'failed' as const,
      sinceAt: scene.now,
      openedAt: scene.now,
    }
    await expect(withActor(scene.cast.alice, (tx) => tx.insert(alerts).values(row))).rejects.toThrow()
    await expect(withActor(scene.cast.alice, (tx) => tx.update(alerts).set({ closedAt: scene.now, end: 'over' }))).rejects.toThrow()
    await expect(withActor(scene.cast.alice, (tx) => tx.delete(alerts))).rejects.toThrow()
  })
})
