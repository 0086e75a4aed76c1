import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { backups, machines } from '@/db/schema'
import type { Report } from '@/lib/agent-protocol/schema'
import type { MachineActor } from '@/lib/auth/types'
import { markLostBackups, recordReports } from '@/lib/backups/commands'
import { addMachine } from '@/lib/machines/commands'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId, progressed, started } from '@/tests/support/reports'

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
  if (result) must(result)
}
const storedBackup = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(backups).where(eq(backups.id, id))))[0]
const storedMachine = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, id))))[0]

describe('a silent backup', () => {
  const later = (minutes: number, more = 0) => new Date(RECEIVED.getTime() + minutes * MINUTE + more)

  test('is lost after more than an hour, and not at the hour', async () => {
    const machine = await newMachine()
    const id = newBackupId(T)
    await tell(machine, [started(id, 0, T)])
    await markLostBackups(system, later(60))
    expect((await storedBackup(id))?.outcome).toBe('running')
    expect(await markLostBackups(system, later(60, 1))).toBeGreaterThanOrEqual(1)
    expect(await storedBackup(id)).toMatchObject({ outcome: 'lost', changedAt: later(60, 1) })
    expect((await storedMachine(machine.machineId))?.changedAt).toEqual(later(60, 1))
  })

  test('is marked once: running twice is harmless', async () => {
    await tell(await newMachine(), [started(newBackupId(T), 0, T)])
    await markLostBackups(system, later(61))
    expect(await markLostBackups(system, later(62))).toBe(0)
  })

  test('comes back to life with a late report, and its machine’s cell with it', async () => {
    const machine = await newMachine()
    const id = newBackupId(T)
    await tell(machine, [started(id, 0, T)])
    await markLostBackups(system, later(61))
    await tell(machine, [progressed(id, 1, T + MINUTE, 10)], later(70))
    expect(await storedBackup(id)).toMatchObject({ outcome: 'running', percent: 10 })
    expect((await storedMachine(machine.machineId))?.changedAt).toEqual(later(70))
    await tell(machine, [finished(id, 2, T + 2 * MINUTE)], later(71))
    expect((await storedBackup(id))?.outcome).toBe('success')
  })

  test('that has ended is left alone', async () => {
    const machine = await newMachine()
    const id = newBackupId(T)
    await tell(machine, [started(id, 0, T), finished(id, 1, T, { outcome: 'failed' })])
    await markLostBackups(system, later(600))
    expect((await storedBackup(id))?.outcome).toBe('failed')
  })

  test('is marked while its reports come in, without the two stopping each other', async () => {
    for (let round = 0; round < 5; round++) {
      const fleet = await Promise.all(Array.from({ length: 10 }, newMachine))
      // Newest first, so that the table holds them in the reverse order of their ids.
      const ids = Array.from({ length: 300 }, (_, number) => newBackupId(T - number))
      for (const id of ids) {
        const machine = fleet[ids.indexOf(id) % 10] as MachineActor
        await tell(machine, [started(id, 0, T)])
      }
      const chatter = fleet.map((machine, index) =>
        tell(
          machine,
          ids.filter((_, number) => number % 10 === index).map((id) => progressed(id, 1, T, 1)),
          later(61),
        ),
      )
      await Promise.all([...chatter, markLostBackups(system, later(120))])
    }
  }, 180_000)
})
