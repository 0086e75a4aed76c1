import { beforeAll, describe, expect, test } from 'vitest'
import { queryCount } from '@/db/client'
import { recordReports } from '@/lib/backups/commands'
import { suspendContract } from '@/lib/contracts/commands'
import { NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { getMachine, listMachinesOfBrand, listMachinesOfContract } from '@/lib/machines/queries'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
const T = Date.parse('2026-11-22T09:00:00Z')
beforeAll(async () => {
  cast = await makeCast()
  for (const name of ['pc-0', 'PC-2']) must(await addMachine(system, { contractId: cast.contracts.west, name }))
  const [good, bad] = [newBackupId(T), newBackupId(T + 3_600_000)]
  const reports = [
    started(good, 0, T),
    finished(good, 1, T + 60_000, {
      filesNew: 1,
      filesChanged: 2,
      filesUnmodified: 3,
      bytesAdded: 50,
      durationSeconds: 60,
      storedBytes: 700,
    }),
    started(bad, 0, T + 3_600_000),
    finished(bad, 1, T + 3_660_000, { outcome: 'failed', error: 'disk full', storedBytes: 700 }),
  ]
  await recordReports([{ machine: await machineActor(cast.machines.west), reports, receivedAt: new Date(T + 7_200_000) }])
})

describe('the machines of a contract', () => {
  test('are listed by name, whatever their case', async () => {
    const rows = await listMachinesOfContract(cast.alice, cast.contracts.west)
    expect(rows.map(({ name }) => name)).toEqual(['pc-0', 'PC-1', 'PC-2'])
  })

  test('show the last good backup, and how the last one ended', async () => {
    const [, machine] = await listMachinesOfContract(cast.alice, cast.contracts.west)
    expect(machine).toMatchObject({
      lastBackupAt: new Date(T + 60_000),
      lastOutcome: 'failed',
      lastError: 'disk full',
      lastBytesAdded: 0,
      storedBytes: 700,
      suspended: false,
      running: false,
      missedAlert: true,
      backupAlert: false,
    })
  })

  test('show a masked key and nowhere the key', async () => {
    const rows = await listMachinesOfContract(cast.alice, cast.contracts.west)
    const key = cast.machines.west.identificationKey
    expect(rows[1]?.maskedKey).toBe(`kwb_••••••••${key.slice(-4)}`)
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  test('of another reseller’s contract are none', async () => {
    expect(await listMachinesOfContract(cast.carol, cast.contracts.west)).toEqual([])
  })

  test('of another space’s contract are none', async () => {
    expect(await listMachinesOfContract(cast.bob, cast.contracts.west)).toEqual([])
    expect(await listMachinesOfContract(cast.berthe, cast.contracts.east)).toEqual([])
  })

  test('of what is no id are a 404', async () => {
    await expect(async () => listMachinesOfContract(cast.alice, 'west')).rejects.toThrow(NotFoundError)
  })

  test('take one and the same number of queries, however many they are', async () => {
    const count = async (contractId: string) => {
      const before = queryCount()
      await listMachinesOfContract(cast.alice, contractId)
      return queryCount() - before
    }
    expect(await count(cast.contracts.west)).toBe(await count(cast.contracts.east))
  })
})

describe('one machine', () => {
  test('is shown with its contract and space', async () => {
    expect(await getMachine(cast.alice, cast.machines.west.machineId)).toMatchObject({
      name: 'PC-1',
      contractId: cast.contracts.west,
      contractTitle: 'Bakery',
      spaceName: 'West',
      configVersion: 0,
    })
  })

  test('says that a backup runs, and stops saying so when it has ended', async () => {
    const id = newBackupId(T)
    const machine = await machineActor(cast.machines.east)
    const tell = (...reports: ReturnType<typeof started>[]) => recordReports([{ machine, reports, receivedAt: new Date(T) }])
    await tell(started(id, 0, T))
    expect(await getMachine(cast.bob, cast.machines.east.machineId)).toMatchObject({ running: true, lastOutcome: null })
    await tell(finished(id, 1, T))
    expect(await getMachine(cast.bob, cast.machines.east.machineId)).toMatchObject({ running: false, lastOutcome: 'success' })
  })

  test('says that its contract is suspended', async () => {
    must(await suspendContract(cast.carol, cast.contracts.carols, new Date(T)))
    expect(await getMachine(cast.carol, cast.machines.carols.machineId)).toMatchObject({ suspended: true })
  })

  test('of another reseller is a 404', async () => {
    await expect(getMachine(cast.carol, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
  })

  test('of another space is a 404', async () => {
    await expect(getMachine(cast.bob, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
    await expect(getMachine(cast.berthe, cast.machines.east.machineId)).rejects.toThrow(NotFoundError)
  })

  test('sees itself, but no other machine of its space’s contracts is refused for it', async () => {
    const actor = await machineActor(cast.machines.west)
    expect((await getMachine(actor, cast.machines.west.machineId)).name).toBe('PC-1')
    await expect(getMachine(actor, cast.machines.carols.machineId)).rejects.toThrow(NotFoundError)
  })

  test.each(['', 'PC-1', "'", '019a0000-0000-7000-8000-000000000001'])('named %j is a 404', async (id) => {
    await expect(async () => getMachine(cast.alice, id)).rejects.toThrow(NotFoundError)
  })
})

describe('the command line', () => {
  test('lists the machines of a brand by contract and name', async () => {
    const rows = await listMachinesOfBrand(system, cast.alpine.id)
    expect(rows.map(({ contractTitle, name }) => `${contractTitle}/${name}`)).toEqual([
      'Bakery/pc-0',
      'Bakery/PC-1',
      'Bakery/PC-2',
      'Garage/PC-1',
    ])
  })

  test('finds a machine by its id on its own brand’s host alone', async () => {
    const { machineId } = cast.machines.carols
    expect(await listMachinesOfBrand(system, cast.other.id, machineId)).toMatchObject([{ id: machineId, contractTitle: 'Harbour' }])
    expect(await listMachinesOfBrand(system, cast.alpine.id, machineId)).toEqual([])
  })
})
