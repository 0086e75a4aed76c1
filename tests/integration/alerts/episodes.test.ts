import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { alertEvents, alerts, backups, machines, repositories } from '@/db/schema'
import { listAlertHistory, listAlertsOfContract, listAlertsOfMachine, listOpenAlerts, listSilences } from '@/lib/alerts/open-alerts'
import { sweepAlerts } from '@/lib/alerts/round'
import { recordReports } from '@/lib/backups/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { NotFoundError } from '@/lib/errors'
import { deleteMachine, setMachineAlert } from '@/lib/machines/commands'
import { calm, stand } from '@/tests/support/calm'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { copyMachine } from '@/tests/support/many-machines'
import { finished, newBackupId } from '@/tests/support/reports'

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
    await tx.delete(backups)
    await tx.update(machines).set(calm(now))
  })
  await sweep()
})

const sweep = () => sweepAlerts(system, () => now, never)
const openKinds = async (actor = cast.alice) => {
  const all = Object.values(cast.machines).map(({ machineId }) => machineId)
  const silences = [...(await listSilences(actor, all, now)).values()]
  return [...silences, ...(await listOpenAlerts(actor, now))].map(({ kind }) => kind).sort()
}
async function report(machine: CastMachine, outcome: 'success' | 'partial' | 'failed' | 'cancelled', error: string | null = null) {
  const reports = [finished(newBackupId(now.getTime()), 0, now.getTime(), { outcome, error })]
  for (const result of await recordReports([{ machine: await machineActor(machine), reports, receivedAt: now }])) must(result)
}
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

describe('an episode', () => {
  test('opens when the days have passed and not a second before', async () => {
    later(3 * DAY - 1000)
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
    later(1000)
    await sweep()
    expect(await openKinds(cast.bob)).toEqual(['missed'])
    expect((await listSilences(cast.bob, [cast.machines.east.machineId], now)).get(cast.machines.east.machineId)).toMatchObject({
      sinceAt: START,
      escalated: false,
    })
  })

  test('opens once, however often and by however many it is swept', async () => {
    later(4 * DAY)
    await Promise.all(Array.from({ length: 6 }, sweep))
    await stand(cast.machines.east, { missedAfterDays: 2 })
    await sweep()
    const rows = await withSystem('tests', (tx) => tx.select().from(alerts).where(eq(alerts.machineId, cast.machines.east.machineId)))
    expect(rows).toHaveLength(1)
    expect(await eventsOf(rows[0]?.id ?? '')).toEqual(['opened'])
  })

  test('closes by itself with a backup, and keeps its history', async () => {
    later(4 * DAY)
    await sweep()
    await report(cast.machines.east, 'success')
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
    expect(await listAlertHistory(cast.bob, cast.machines.east.machineId, 5)).toMatchObject([
      { kind: 'missed', end: 'over', events: [{ kind: 'opened' }, { kind: 'closed' }] },
    ])
  })

  test('of a silence ends without a word where nobody wants to be told any more', async () => {
    later(4 * DAY)
    await sweep()
    await setMachineAlert(cast.bob, { machineId: cast.machines.east.machineId, alert: 'missed', on: false }, now)
    await sweep()
    expect(await listAlertHistory(cast.bob, cast.machines.east.machineId, 5)).toMatchObject([{ end: 'switched_off' }])
  })

  test('of a suspended contract ends, and opens anew when the contract is active again', async () => {
    later(4 * DAY)
    await sweep()
    must(await suspendContract(cast.alice, cast.contracts.east, now))
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
    must(await reactivateContract(cast.alice, cast.contracts.east, now))
    await sweep()
    expect(await openKinds(cast.bob)).toEqual(['missed'])
    expect((await listAlertHistory(cast.bob, cast.machines.east.machineId, 5)).map(({ end }) => end)).toEqual([null, 'suspended'])
  })

  test('escalates when a silence has lasted twice as long as was allowed', async () => {
    later(6 * DAY - 1000)
    await sweep()
    const find = async () => (await listSilences(cast.bob, [cast.machines.east.machineId], now)).get(cast.machines.east.machineId)
    expect(await find()).toMatchObject({ escalated: false })
    later(1000)
    await sweep()
    const alert = await find()
    expect(alert).toMatchObject({ escalated: true })
    expect(await eventsOf(alert?.id ?? '')).toEqual(['opened', 'escalated'])
  })

  test('of a silence that is found late has escalated when it opens', async () => {
    later(20 * DAY)
    await sweep()
    const alert = (await listSilences(cast.bob, [cast.machines.east.machineId], now)).get(cast.machines.east.machineId)
    expect(alert).toMatchObject({ escalated: true })
    expect(await eventsOf(alert?.id ?? '')).toEqual(['opened', 'escalated'])
  })

  test('is reminded of at the reseller’s pace, from when it was told last', async () => {
    await stand(cast.machines.east, { configError: 'what is this' })
    await sweep()
    const { id } = await theOne()
    for (const days of [6.9, 0.2, 6.9, 0.2]) {
      later(days * DAY)
      await stand(cast.machines.east, { lastBackupAt: now })
      await stand(cast.machines.west, { lastBackupAt: now })
      await stand(cast.machines.carols, { lastBackupAt: now })
      await sweep()
    }
    expect(await eventsOf(id)).toEqual(['opened', 'escalated', 'reminded'])
  })
})

describe('each kind opens and closes by its own cause:', () => {
  test('a failed backup, until one succeeds; a cancelled one says nothing', async () => {
    await report(cast.machines.east, 'failed', 'disk full')
    await sweep()
    expect(await listOpenAlerts(cast.bob, now)).toMatchObject([{ kind: 'failed', detail: { error: 'disk full' } }])
    later(1000)
    await report(cast.machines.east, 'cancelled')
    await sweep()
    expect(await openKinds(cast.bob)).toEqual(['failed'])
    later(1000)
    await report(cast.machines.east, 'partial', 'one file was locked')
    await sweep()
    expect(await openKinds(cast.bob)).toEqual(['partial'])
    later(1000)
    await report(cast.machines.east, 'success')
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
  })

  test('a refused configuration', async () => {
    await stand(cast.machines.east, { configError: 'paths: missing' })
    await sweep()
    expect(await listOpenAlerts(cast.bob, now)).toMatchObject([{ kind: 'config_refused', detail: { error: 'paths: missing' } }])
    await stand(cast.machines.east, { configError: null })
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
  })

  test('a failed check of the storage', async () => {
    const { machineId } = cast.machines.east
    const { resellerId, spaces } = cast
    await withSystem('tests', (tx) => tx.insert(repositories).values({ machineId, resellerId, spaceId: spaces.east }))
    const set = (checkFailure: 'damaged' | null) =>
      withSystem('tests', (tx) => tx.update(repositories).set({ checkFailure }).where(eq(repositories.machineId, machineId)))
    await set('damaged')
    await sweep()
    expect(await openKinds(cast.bob)).toEqual(['check_failed'])
    await set(null)
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
  })

  test('a frozen history, until it goes on; a failed check meanwhile hides it and does not end it', async () => {
    const freeze = (reason: 'shrunk' | 'check_failed' | null) =>
      stand(cast.machines.east, { retentionFrozenReason: reason, retentionFrozenAt: reason && now, retentionFrozenDetail: reason && {} })
    for (const reason of ['shrunk', 'check_failed'] as const) {
      await freeze(reason)
      await sweep()
      expect(await listOpenAlerts(cast.bob, now)).toMatchObject([{ kind: 'history_frozen', detail: { freeze: 'shrunk' } }])
    }
    await freeze(null)
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
  })

  test('a contract over its volume, whichever machine fills it, until one goes', async () => {
    const [copy = ''] = await copyMachine(cast.machines.east.machineId, 1, 'Large')
    await stand(cast.machines.east, { storedBytes: 15e9 })
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
    await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 6e9 }).where(eq(machines.id, copy)))
    await Promise.all([sweep(), sweep()])
    expect(await listOpenAlerts(cast.bob, now)).toMatchObject([
      { kind: 'over_volume', machineId: null, contractTitle: 'Garage', detail: { usedBytes: 21e9, subscribedBytes: 20e9 } },
    ])
    await withSystem('tests', (tx) => tx.update(machines).set({ storedBytes: 8e9 }).where(eq(machines.id, copy)))
    await sweep()
    expect(await listOpenAlerts(cast.bob, now)).toMatchObject([{ detail: { usedBytes: 23e9, subscribedBytes: 20e9 } }])
    expect(await eventsOf((await theOne()).id)).toEqual(['opened'])
    must(await deleteMachine(cast.bob, { machineId: copy, confirmation: 'Large 000' }, now))
    await sweep()
    expect(await openKinds(cast.bob)).toEqual([])
  })
})

describe('an episode is seen', () => {
  test('in its own space alone', async () => {
    await report(cast.machines.east, 'failed')
    await sweep()
    expect(await openKinds(cast.alice)).toEqual(['failed'])
    expect(await openKinds(cast.berthe)).toEqual([])
    expect(await openKinds(cast.carol)).toEqual([])
    expect(await listAlertsOfMachine(cast.bob, cast.machines.east.machineId, now)).toHaveLength(1)
    expect(await listAlertsOfContract(cast.bob, cast.contracts.east, now)).toHaveLength(1)
    for (const actor of [cast.berthe, cast.carol]) {
      await expect(listAlertsOfMachine(actor, cast.machines.east.machineId, now)).rejects.toThrow(NotFoundError)
      await expect(listAlertHistory(actor, cast.machines.east.machineId, 5)).rejects.toThrow(NotFoundError)
      await expect(listAlertsOfContract(actor, cast.contracts.east, now)).rejects.toThrow(NotFoundError)
    }
  })

  test('and neither opened nor closed by a user', async () => {
    const { resellerId, spaces, machines: own } = cast
    const row = { resellerId, spaceId: spaces.east, machineId: own.east.machineId, kind: 'failed' as const, sinceAt: now, openedAt: now }
    await expect(withActor(cast.alice, (tx) => tx.insert(alerts).values(row))).rejects.toThrow()
    await expect(withActor(cast.alice, (tx) => tx.update(alerts).set({ closedAt: now, end: 'over' }))).rejects.toThrow()
    await expect(withActor(cast.alice, (tx) => tx.delete(alerts))).rejects.toThrow()
  })
})
