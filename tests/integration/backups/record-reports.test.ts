import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { backupLogs, backups, machines } from '@/db/schema'
import type { FinishedEvent, Report } from '@/lib/agent-protocol/schema'
import type { MachineActor } from '@/lib/auth/types'
import { recordReports } from '@/lib/backups/commands'
import { addMachine } from '@/lib/machines/commands'
import { recordStoredBytes } from '@/lib/storage/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { delivery, finished, logged, newBackupId, progressed, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const T = Date.parse('2026-11-20T09:00:00Z')
const MINUTE = 60_000
const RECEIVED = new Date(T + 86_400_000)
let names = 0
const newMachine = async (): Promise<MachineActor> =>
  machineActor(must(await addMachine(system, { contractId: cast.contracts.west, name: `PC ${names++}` })))

const tell = async (machine: MachineActor, reports: Report[], receivedAt = RECEIVED) => {
  const [result] = await recordReports([{ machine, reports, receivedAt }])
  if (!result) throw new Error('no answer')
  return result
}
const storedBackup = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(backups).where(eq(backups.id, id))))[0]
const storedMachine = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, id))))[0]

/** All that is kept of a machine and its backups, without the names that differ between two machines. */
async function kept(machine: MachineActor, ids: string[]) {
  const row = await storedMachine(machine.machineId)
  const lines = await withSystem('tests', (tx) =>
    tx
      .select()
      .from(backupLogs)
      .where(sql`backup_id = any(${sql.param(ids)}::uuid[])`),
  )
  const runs = await Promise.all(ids.map(storedBackup))
  return {
    machine: { last: row?.lastBackupAt, finished: row?.lastFinishedAt, outcome: row?.lastOutcome, bytes: row?.storedBytes },
    backups: runs.map((run) => ({ ...run, id: '', machineId: '', receivedAt: null, lastReportAt: null, changedAt: null })),
    logs: ids.map((id) =>
      lines
        .filter((log) => log.backupId === id)
        .sort((a, b) => a.seq - b.seq)
        .map(({ seq, lines }) => ({ seq, lines })),
    ),
  }
}

type Plan = { percents: number[]; messages: string[]; outcome: FinishedEvent['outcome'] | null; storedBytes: number }
const plan: fc.Arbitrary<Plan> = fc.record({
  percents: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 }),
  messages: fc.array(
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\u0000', '')),
    { maxLength: 3 },
  ),
  outcome: fc.option(fc.constantFrom('success', 'partial', 'failed', 'cancelled'), { freq: 5 }),
  storedBytes: fc.nat(),
})

/** What a well-behaved agent says of its backups, one after the other. */
const tale = (plans: Plan[], ids: string[]): Report[] =>
  plans.flatMap(({ percents, messages, outcome, storedBytes }, run) => {
    const [id, at] = [ids[run] ?? '', T + run * 60 * MINUTE]
    const said = [
      (seq: number) => started(id, seq, at),
      ...percents.map((percent) => (seq: number) => progressed(id, seq, at + seq * MINUTE, percent)),
      ...messages.map((message) => (seq: number) => logged(id, seq, at + seq * MINUTE, message)),
      ...(outcome ? [(seq: number) => finished(id, seq, at + seq * MINUTE, { outcome, storedBytes, filesNew: seq })] : []),
    ]
    return said.map((report, seq) => report(seq))
  })

test('in any order, any batches, any replays and by calls at once, what is kept is the same as told in order', async () => {
  const scenario = fc.array(fc.array(plan, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).chain((fleet) => {
    const ids = fleet.map((plans) => plans.map((_, run) => newBackupId(T + run * 60 * MINUTE)))
    const tales = fleet.map((plans, index) => tale(plans, ids[index] ?? []))
    return fc.record({
      fleet: fc.constant(fleet),
      ids: fc.constant(ids),
      deliveries: fc.tuple(...tales.map((reports) => delivery(reports))),
      shared: fc.boolean(),
    })
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ fleet, ids, deliveries, shared }) => {
      const machinesOf = await Promise.all(fleet.map(newMachine))
      const batches = deliveries.flatMap((cut, index) =>
        cut.map((reports) => ({ machine: machinesOf[index] as MachineActor, reports, receivedAt: RECEIVED })),
      )
      const results = shared ? await recordReports(batches) : (await Promise.all(batches.map((batch) => recordReports([batch])))).flat()
      const counts = results.map((result) => must(result))

      const total = fleet.reduce((sum, plans, index) => sum + tale(plans, ids[index] ?? []).length, 0)
      const sent = batches.reduce((sum, { reports }) => sum + reports.length, 0)
      expect(counts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(total)
      expect(counts.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(sent - total)

      for (const [index, plans] of fleet.entries()) {
        const twin = await newMachine()
        const twinIds = plans.map((_, run) => newBackupId(T + run * 60 * MINUTE))
        for (const report of tale(plans, twinIds)) must(await tell(twin, [report]))
        expect(await kept(machinesOf[index] as MachineActor, ids[index] ?? [])).toEqual(await kept(twin, twinIds))
      }
    }),
    { numRuns: 25, endOnFailure: true },
  )
})

test('whatever the scale of its numbers, a report is stored as it was said', async () => {
  const machine = await newMachine()
  const big = fc.oneof(fc.nat(), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.constantFrom(0, Number.MAX_SAFE_INTEGER))
  const numbers = fc.record({
    filesNew: big,
    bytesProcessed: big,
    bytesAdded: big,
    storedBytes: big,
    durationSeconds: fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constantFrom(0, 5e-324, 1e9)),
  })
  await fc.assert(
    fc.asyncProperty(numbers, async (facts) => {
      const id = newBackupId(T)
      must(await tell(machine, [finished(id, 0, T, facts)]))
      must(await tell(machine, [logged(id, 1, T, 'read back and written again')]))
      expect(await storedBackup(id)).toMatchObject({ ...facts, durationSeconds: facts.durationSeconds + 0 })
    }),
    { numRuns: 60 },
  )
})

describe('what no honest agent sends', () => {
  test('numbers with thousands of gaps are refused, and what was taken stays', async () => {
    const machine = await newMachine()
    const id = newBackupId(T)
    const scattered = (from: number) => Array.from({ length: 500 }, (_, place) => logged(id, from + 2 * place, T, 'x'))
    for (let from = 0; from < 10_000; from += 1_000) must(await tell(machine, scattered(from)))
    expect(await tell(machine, scattered(10_000))).toEqual({ ok: false, reason: 'too_scattered' })
    must(await tell(await newMachine(), [started(newBackupId(T), 0, T)]))
  })

  test('more than fifty backups running at once are refused; ended ones and another machine’s do not count', async () => {
    const [machine, other] = [await newMachine(), await newMachine()]
    const begun = Array.from({ length: 50 }, () => newBackupId(T))
    must(
      await tell(
        machine,
        begun.map((id) => started(id, 0, T)),
      ),
    )
    expect(await tell(machine, [started(newBackupId(T), 0, T)])).toEqual({ ok: false, reason: 'too_many_running' })
    const short = newBackupId(T)
    must(await tell(machine, [started(begun[0] ?? '', 0, T), finished(begun[0] ?? '', 1, T)]))
    must(await tell(machine, [started(short, 0, T), finished(short, 1, T)]))
    must(await tell(machine, [started(newBackupId(T), 0, T)]))
    must(await tell(other, [started(newBackupId(T), 0, T)]))
  })
})

describe('a backup of another machine', () => {
  test('refuses the whole request and changes nothing', async () => {
    const [owner, thief] = [await newMachine(), await newMachine()]
    const [owned, own] = [newBackupId(T), newBackupId(T)]
    must(await tell(owner, [started(owned, 0, T)]))
    const before = await kept(owner, [owned])
    const result = await tell(thief, [started(own, 0, T), finished(owned, 1, T), logged(owned, 2, T, 'mine now')])
    expect(result).toEqual({ ok: false, reason: 'foreign_backup' })
    expect(await kept(owner, [owned])).toEqual(before)
    expect(await storedBackup(own)).toBeUndefined()
    expect((await storedMachine(thief.machineId))?.lastFinishedAt).toBeNull()
  })

  test('of another reseller is refused just the same', async () => {
    const [owner, carols] = [await newMachine(), await machineActor(cast.machines.carols)]
    const id = newBackupId(T)
    must(await tell(owner, [started(id, 0, T)]))
    expect(await tell(carols, [finished(id, 1, T)])).toEqual({ ok: false, reason: 'foreign_backup' })
  })

  test('in the same commit belongs to who named it first; the others’ requests go through', async () => {
    const [owner, thief, third] = [await newMachine(), await newMachine(), await newMachine()]
    const [id, other] = [newBackupId(T), newBackupId(T)]
    const results = await recordReports([
      { machine: owner, reports: [started(id, 0, T)], receivedAt: RECEIVED },
      { machine: thief, reports: [finished(id, 1, T)], receivedAt: RECEIVED },
      { machine: third, reports: [started(other, 0, T)], receivedAt: RECEIVED },
    ])
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(await storedBackup(id)).toMatchObject({ machineId: owner.machineId, outcome: 'running' })
  })

  test('is not taken from a machine by a request that is itself refused', async () => {
    const [owner, thief, honest] = [await newMachine(), await newMachine(), await newMachine()]
    const [owned, fresh] = [newBackupId(T), newBackupId(T)]
    must(await tell(owner, [started(owned, 0, T)]))
    const results = await recordReports([
      { machine: thief, reports: [started(fresh, 0, T), finished(owned, 1, T)], receivedAt: RECEIVED },
      { machine: honest, reports: [started(fresh, 0, T)], receivedAt: RECEIVED },
    ])
    expect(results.map(({ ok }) => ok)).toEqual([false, true])
    expect(await storedBackup(fresh)).toMatchObject({ machineId: honest.machineId })
  })

  test('claimed by two at the same moment from two processes has one owner', async () => {
    const [one, two] = [await newMachine(), await newMachine()]
    for (let round = 0; round < 10; round++) {
      const id = newBackupId(T)
      const results = await Promise.all([tell(one, [started(id, 0, T)]), tell(two, [started(id, 0, T)])])
      expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
      const winner = results[0].ok ? one : two
      expect((await storedBackup(id))?.machineId).toBe(winner.machineId)
    }
  })
})

describe('the machine’s row', () => {
  test('moves with a good backup, and not with a failed or cancelled one', async () => {
    const machine = await newMachine()
    const ids = [0, 1, 2, 3].map((run) => newBackupId(T + run * MINUTE))
    const outcomes = ['success', 'partial', 'failed', 'cancelled'] as const
    const seen = []
    for (const [run, outcome] of outcomes.entries()) {
      must(await tell(machine, [finished(ids[run] ?? '', 0, T + run * MINUTE, { outcome })]))
      const row = await storedMachine(machine.machineId)
      seen.push([row?.lastOutcome, row?.lastBackupAt?.getTime(), row?.lastFinishedAt?.getTime()])
    }
    expect(seen).toEqual([
      ['success', T, T],
      ['partial', T + MINUTE, T + MINUTE],
      ['failed', T + MINUTE, T + 2 * MINUTE],
      ['cancelled', T + MINUTE, T + 3 * MINUTE],
    ])
  })

  test('does not move back when an older backup is heard of late', async () => {
    const machine = await newMachine()
    must(await tell(machine, [finished(newBackupId(T + MINUTE), 0, T + MINUTE, { storedBytes: 9 })]))
    must(await tell(machine, [finished(newBackupId(T), 0, T, { storedBytes: 5, outcome: 'partial' })]))
    expect(await storedMachine(machine.machineId)).toMatchObject({
      lastBackupAt: new Date(T + MINUTE),
      lastOutcome: 'success',
      storedBytes: 9,
    })
  })

  test('takes the agent’s volume until the storage has counted, and never after', async () => {
    const machine = await newMachine()
    must(await tell(machine, [finished(newBackupId(T), 0, T, { storedBytes: 700 })]))
    expect((await storedMachine(machine.machineId))?.storedBytes).toBe(700)
    await recordStoredBytes([{ machineId: machine.machineId, bytes: 40 }])
    must(await tell(machine, [finished(newBackupId(T + MINUTE), 0, T + MINUTE, { storedBytes: 999 })]))
    expect(await storedMachine(machine.machineId)).toMatchObject({ storedBytes: 40, lastBackupAt: new Date(T + MINUTE) })
  })

  test('says nothing of backups that run', async () => {
    const machine = await newMachine()
    const id = newBackupId(T)
    must(await tell(machine, [started(id, 0, T), progressed(id, 1, T, 50), logged(id, 2, T, 'scanning')]))
    expect(await storedMachine(machine.machineId)).toMatchObject({ lastBackupAt: null, lastFinishedAt: null, lastOutcome: null })
    expect(await storedBackup(id)).toMatchObject({ outcome: 'running', percent: 50 })
  })
})

test('a claim from the future counts as now, and when it came is kept beside it', async () => {
  const machine = await newMachine()
  const id = newBackupId(T)
  const future = RECEIVED.getTime() + 86_400_000
  must(await tell(machine, [started(id, 0, future), finished(id, 1, future)]))
  expect(await storedBackup(id)).toMatchObject({ startedAt: RECEIVED, finishedAt: RECEIVED, receivedAt: RECEIVED, lastReportAt: RECEIVED })
  expect((await storedMachine(machine.machineId))?.lastBackupAt).toEqual(RECEIVED)
})

test('nothing in, nothing out', async () => {
  expect(await recordReports([])).toEqual([])
  expect(await tell(await newMachine(), [])).toEqual({ ok: true, value: { accepted: 0, duplicates: 0 } })
})

test('a replay changes nothing, not even when the row was last changed', async () => {
  const machine = await newMachine()
  const id = newBackupId(T)
  must(await tell(machine, [started(id, 0, T)]))
  const before = await storedBackup(id)
  expect(must(await tell(machine, [started(id, 0, T)], new Date(RECEIVED.getTime() + MINUTE)))).toEqual({ accepted: 0, duplicates: 1 })
  expect(await storedBackup(id)).toEqual(before)
})
