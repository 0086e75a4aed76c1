import { beforeAll, expect, test } from 'vitest'
import { recordReports } from '@/lib/backups/commands'
import { listChanges } from '@/lib/live/queries'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { newBackupId, progressed, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const at = (second: number) => new Date(Date.UTC(2027, 0, 1, 0, 0, second))

test('what changed after a moment is named to those who see it, with a version that changes each time', async () => {
  const id = newBackupId(at(0).getTime())
  const machine = await machineActor(cast.machines.west)
  await recordReports([{ machine, reports: [started(id, 0, at(0).getTime())], receivedAt: at(10) }])
  const first = await listChanges(cast.berthe, at(9))
  expect(first).toMatchObject({ machines: [{ id: cast.machines.west.machineId }], backups: [{ id }] })
  expect(await listChanges(cast.berthe, at(10))).toEqual({ machines: [], backups: [] })
  expect(await listChanges(cast.bob, at(9))).toEqual({ machines: [], backups: [] })
  expect(await listChanges(cast.carol, at(9))).toEqual({ machines: [], backups: [] })

  await recordReports([{ machine, reports: [progressed(id, 1, at(0).getTime(), 50)], receivedAt: at(20) }])
  const second = await listChanges(cast.alice, at(9))
  expect(second.backups[0]?.version).not.toBe(first.backups[0]?.version)
  // Progress alone changes no cell.
  expect(second.machines).toEqual(first.machines)
})
