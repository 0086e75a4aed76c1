import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { HEAD } from '@/app/api/events/route'
import { queryCount } from '@/db/client'
import type { Report } from '@/lib/agent-protocol/schema'
import type { UserActor } from '@/lib/auth/types'
import { recordReports } from '@/lib/backups/commands'
import { closeHub, type LiveEvent, MAX_LISTENERS, scopeKey, subscribe } from '@/lib/live/hub'
import { openLiveStream } from '@/lib/live/stream'
import { type Cast, type CastMachine, makeCast, signedIn } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
// The cast itself counts as changed for a while: a machine is told of once.
beforeEach(() => {
  Reflect.deleteProperty(globalThis, 'portalHub')
})

type Heard = { events: LiveEvent[]; closed: boolean; end: () => void }
function listen(actor: UserActor): Heard {
  const heard: Heard = { events: [], closed: false, end: () => {} }
  heard.end = subscribe(actor, {
    event: (event) => heard.events.push(event),
    close: () => {
      heard.closed = true
    },
  })
  ends.push(heard.end)
  return heard
}

const backupsHeard = ({ events }: Heard): unknown[] => events.filter(({ type }) => type === 'backups').flatMap(({ data }) => data)
const machinesHeard = ({ events }: Heard): unknown[] => events.filter(({ type }) => type === 'machines').flatMap(({ data }) => data)
const hears = (heard: Heard, backup: object) =>
  vi.waitFor(() => expect(backupsHeard(heard)).toContainEqual(expect.objectContaining(backup)), { timeout: 10_000, interval: 20 })

async function tell(machine: CastMachine, ...reports: Report[]): Promise<void> {
  await recordReports([{ machine: await machineActor(machine), reports, receivedAt: new Date() }])
}

describe('a finished backup', () => {
  test('arrives at those who see its machine, with its cell', async () => {
    const [alice, bob] = [listen(cast.alice), listen(cast.bob)]
    const id = newBackupId(Date.now())
    await tell(cast.machines.east, started(id, 0, Date.now()), finished(id, 1, Date.now()))
    for (const heard of [alice, bob]) {
      await hears(heard, { id, outcome: 'success' })
      const cell = { id: cast.machines.east.machineId, running: false, lastOutcome: 'success' }
      expect(machinesHeard(heard)).toContainEqual(expect.objectContaining(cell))
    }
  })

  test('arrives neither at another space nor at another reseller', async () => {
    const [berthe, carol, alice] = [listen(cast.berthe), listen(cast.carol), listen(cast.alice)]
    const [hers, elsewhere, west] = [newBackupId(Date.now()), newBackupId(Date.now()), newBackupId(Date.now())]
    await tell(cast.machines.east, finished(elsewhere, 0, Date.now()))
    await tell(cast.machines.west, finished(west, 0, Date.now()))
    await tell(cast.machines.carols, finished(hers, 0, Date.now()))
    await hears(alice, { id: elsewhere })
    await hears(berthe, { id: west })
    await hears(carol, { id: hers })
    const ids = (heard: Heard) => JSON.stringify(heard.events)
    expect(ids(berthe)).not.toMatch(new RegExp(`${elsewhere}|${hers}|${cast.machines.east.machineId}|${cast.machines.carols.machineId}`))
    expect(ids(carol)).not.toMatch(new RegExp(`${elsewhere}|${west}|${cast.machines.east.machineId}|${cast.machines.west.machineId}`))
  })

  test('arrives also at one who began to listen after others had heard of it', async () => {
    const first = listen(cast.alice)
    const id = newBackupId(Date.now())
    await tell(cast.machines.west, finished(id, 0, Date.now()))
    await hears(first, { id })
    // Its page was read before the backup ended.
    await hears(listen(await signedIn(cast.alpine, 'alice')), { id, outcome: 'success' })
  })

  test('is told of once, not at every look', async () => {
    const alice = listen(cast.alice)
    const [one, two] = [newBackupId(Date.now()), newBackupId(Date.now())]
    await tell(cast.machines.west, finished(one, 0, Date.now()))
    await hears(alice, { id: one })
    await tell(cast.machines.west, finished(two, 0, Date.now()))
    await hears(alice, { id: two })
    expect(backupsHeard(alice).filter((backup) => (backup as { id: string }).id === one)).toHaveLength(1)
  })
})

test('those who see the same share one look at the database', async () => {
  expect(scopeKey(cast.alice)).toBe(scopeKey(await signedIn(cast.alpine, 'alice')))
  const keys = [cast.alice, cast.bob, cast.berthe, cast.carol].map(scopeKey)
  expect(new Set(keys).size).toBe(4)
})

test('nobody listening, nobody asks the database', async () => {
  const alice = listen(cast.alice)
  const id = newBackupId(Date.now())
  await tell(cast.machines.west, finished(id, 0, Date.now()))
  await hears(alice, { id })
  alice.end()
  const carol = listen(cast.carol)
  const before = queryCount()
  const hers = newBackupId(Date.now())
  await tell(cast.machines.carols, finished(hers, 0, Date.now()))
  await hears(carol, { id: hers })
  carol.end()
  expect(queryCount()).toBeGreaterThan(before)
  const quiet = queryCount()
  await vi.waitFor(() => expect(globalThis).toHaveProperty('portalHub.watches.size', 0))
  expect(queryCount()).toBe(quiet)
})

test('a listener that ends twice takes nobody else with it', async () => {
  const [one, other] = [listen(cast.alice), listen(cast.alice)]
  one.end()
  one.end()
  const id = newBackupId(Date.now())
  await tell(cast.machines.west, finished(id, 0, Date.now()))
  await hears(other, { id })
  expect(one.events).toEqual([])
})

test('one listener too many of a session takes the place of its oldest, and of nobody else', () => {
  const other = listen(cast.bob)
  const own = Array.from({ length: MAX_LISTENERS + 1 }, () => listen(cast.alice))
  expect(own.map(({ closed }) => closed)).toEqual([true, ...Array(MAX_LISTENERS).fill(false)])
  own[5]?.end()
  listen(cast.alice)
  expect(own.filter(({ closed }) => closed)).toHaveLength(1)
  expect(other.closed).toBe(false)
})

test('a request that is over already leaves no listener behind, nor does one that ends', async () => {
  const stillSignedIn = async () => true
  const over = openLiveStream(cast.alice, stillSignedIn, AbortSignal.abort())
  expect((await over.getReader().read()).done).toBe(true)
  expect(globalThis).not.toHaveProperty('portalHub.watches.size', 1)
  const request = new AbortController()
  openLiveStream(cast.alice, stillSignedIn, request.signal)
  expect(globalThis).toHaveProperty('portalHub.watches.size', 1)
  request.abort()
  expect(globalThis).toHaveProperty('portalHub.watches.size', 0)
  expect(globalThis).toHaveProperty('portalHub.sessions.size', 0)
})

test('who asks for the headers of the stream alone opens none', () => {
  const { status, body } = HEAD()
  expect({ status, body }).toEqual({ status: 405, body: null })
})

test('closing the hub ends every stream, and lets no new one begin', () => {
  const [alice, carol] = [listen(cast.alice), listen(cast.carol)]
  closeHub()
  expect([alice.closed, carol.closed]).toEqual([true, true])
  expect(listen(cast.bob).closed).toBe(true)
})
