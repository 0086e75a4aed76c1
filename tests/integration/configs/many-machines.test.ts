import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import type { UserActor } from '@/lib/auth/types'
import { saveMachineConfig } from '@/lib/configs/commands'
import { saveContractConfig } from '@/lib/configs/contract-default'
import { changeMachineConfigs, reviewMachineConfigs } from '@/lib/configs/many-machines'
import { getMachineConfig } from '@/lib/configs/queries'
import { changeConfigsSchema } from '@/lib/configs/schema'
import { addContract } from '@/lib/contracts/commands'
import { NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const HOME = 'paths: [/home]\n'
const WIDE = 'paths: [/home, /etc]\n'
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const terms = {
  clientEmail: 'client@example.test',
  clientLocale: 'fr' as const,
  subscribedBytes: 1e9,
  machineLimit: null,
  retentionDays: 90,
}
const newContract = async (title: string) => must(await addContract(system, { ...terms, spaceId: cast.spaces.west, title })).contractId
const newMachine = async (contractId: string, name: string) => must(await addMachine(system, { contractId, name }, NOW))
const save = (contractId: string, baseVersion: number, body: string, accepted?: string, actor: UserActor = cast.alice) =>
  saveContractConfig(actor, { contractId, baseVersion, body, accepted }, NOW)
const config = (machineId: string) => getMachineConfig(cast.alice, machineId)

describe('changing many machines', () => {
  const CHANGES = changeConfigsSchema.shape.changes.parse({ addExcludes: ['*.iso'], schedule: '0 22 * * *' })

  async function scene(title: string) {
    const contractId = await newContract(title)
    const ids = [await newMachine(contractId, 'a'), await newMachine(contractId, 'b')].map(({ machineId }) => machineId)
    const [a = '', b = ''] = ids
    await saveMachineConfig(cast.alice, { machineId: a, baseVersion: 0, body: '# a\npaths:\n  - /a # mine\n' }, NOW)
    await save(contractId, 0, WIDE)
    return { contractId, a, b, machines: ids.map((machineId) => ({ machineId, baseVersion: 1 })) }
  }
  const change = (input: Parameters<typeof changeMachineConfigs>[1], actor: UserActor = cast.alice) =>
    changeMachineConfigs(actor, input, NOW)

  test('is shown machine by machine, confirmed for what it protects less, and leaves each file its own', async () => {
    const { contractId, a, b, machines: both } = await scene('many')
    const input = { contractId, machines: both, changes: CHANGES }
    const reviewed = await reviewMachineConfigs(cast.alice, input)
    expect(reviewed.machines).toMatchObject([
      { name: 'a', inherits: false, losses: [{ kind: 'exclude', pattern: '*.iso' }], problems: [] },
      { name: 'b', inherits: true, losses: [{ kind: 'exclude', pattern: '*.iso' }] },
    ])
    const asked = await change(input)
    expect(asked).toMatchObject({ ok: false, reason: 'protects_less', machines: [{ name: 'a' }, { name: 'b' }] })
    expect(await config(a)).toMatchObject({ version: 1 })
    expect('accept' in asked && asked.accept).toBe(reviewed.accept)
    expect(await change({ ...input, accepted: reviewed.accept })).toEqual({ ok: true, changed: 2, unchanged: 0 })
    expect((await config(a)).body).toBe('# a\npaths:\n  - /a # mine\nexcludes:\n  - "*.iso"\nschedule: "0 22 * * *"\n')
    expect(await config(b)).toMatchObject({ version: 2, inherits: false })
    expect((await auditOf(b)).at(-1)).toMatchObject({ action: 'machine.configured', by: 'alice' })
  })

  test('makes no version where nothing changes', async () => {
    const { contractId, machines: both } = await scene('none')
    const nothing = changeConfigsSchema.shape.changes.parse({ addPaths: ['/a'], removePaths: ['/nowhere'] })
    expect(await change({ contractId, machines: both, changes: nothing })).toEqual({ ok: true, changed: 1, unchanged: 1 })
  })

  test('is all or none: one file that would not be readable, or was changed meanwhile, keeps all as they are', async () => {
    const { contractId, a, b, machines: both } = await scene('all')
    const wrong = { ...CHANGES, addPaths: ['home'] }
    expect(await change({ contractId, machines: both, changes: wrong })).toMatchObject({
      reason: 'invalid',
      machines: [{ name: 'a', problems: [{ code: 'relative' }] }, { name: 'b' }],
    })
    const old = both.map((machine) => ({ ...machine, baseVersion: machine.machineId === b ? 0 : 1 }))
    expect(await change({ contractId, machines: old, changes: CHANGES })).toEqual({
      ok: false,
      reason: 'changed_meanwhile',
      machines: ['b'],
    })
    expect(await config(a)).toMatchObject({ version: 1 })
  })

  test('a machine without folders of its own is named, and so is one whose file cannot be read', async () => {
    const contractId = await newContract('bare')
    const [bare, broken] = [await newMachine(contractId, 'bare'), await newMachine(contractId, 'broken')]
    await saveMachineConfig(cast.alice, { machineId: broken.machineId, baseVersion: 0, body: HOME }, NOW)
    await withSystem('tests', (tx) =>
      tx.execute(`update machine_configs set body = 'paths: &p [*p]' where machine_id = '${broken.machineId}'`),
    )
    const input = {
      contractId,
      changes: CHANGES,
      machines: [
        { machineId: bare.machineId, baseVersion: 0 },
        { machineId: broken.machineId, baseVersion: 1 },
      ],
    }
    expect(await change(input)).toMatchObject({
      reason: 'invalid',
      machines: [
        { name: 'bare', problems: [{ code: 'missing' }] },
        { name: 'broken', problems: [{ code: 'alias' }] },
      ],
    })
  })

  test('of which one is another contract’s, another space’s or nobody’s is a 404', async () => {
    const { contractId, a } = await scene('mixed')
    for (const machineId of [cast.machines.west.machineId, cast.machines.carols.machineId, NOBODY]) {
      const input = {
        contractId,
        changes: CHANGES,
        machines: [
          { machineId: a, baseVersion: 1 },
          { machineId, baseVersion: 0 },
        ],
      }
      await expect(change(input)).rejects.toThrow(NotFoundError)
    }
  })
})
