import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { deletedMachines, resellers } from '@/db/schema'
import { greetMachine } from '@/lib/agents/commands'
import type { UserActor } from '@/lib/auth/types'
import { saveMachineConfig } from '@/lib/configs/commands'
import { rollBackContractConfig, type SaveContractConfigResult, saveContractConfig } from '@/lib/configs/contract-default'
import { changeMachineConfigs, reviewMachineConfigs } from '@/lib/configs/many-machines'
import {
  getContractConfig,
  getContractConfigVersion,
  getMachineConfig,
  listConfiguredMachines,
  listContractConfigVersions,
} from '@/lib/configs/queries'
import { changeConfigsSchema, saveContractConfigSchema } from '@/lib/configs/schema'
import { addContract } from '@/lib/contracts/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { addMachine, deleteMachine } from '@/lib/machines/commands'
import { restoreMachine } from '@/lib/machines/deleted'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'

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
const acceptOf = (result: SaveContractConfigResult): string => ('accept' in result ? result.accept : '')
const config = (machineId: string) => getMachineConfig(cast.alice, machineId)

describe('a contract’s default', () => {
  test('is taken by the machines that have no file of their own, and by no other', async () => {
    const contractId = await newContract('default')
    const [bare, own] = [await newMachine(contractId, 'bare'), await newMachine(contractId, 'own')]
    await saveMachineConfig(cast.alice, { machineId: own.machineId, baseVersion: 0, body: 'paths: [/own]\n' }, NOW)
    expect(await save(contractId, 0, HOME)).toEqual({ ok: true, version: 1, machines: 1 })
    expect(await config(bare.machineId)).toMatchObject({ version: 1, body: HOME, inherits: true, origin: 'contract', authorName: 'alice' })
    expect(await config(own.machineId)).toMatchObject({ version: 1, body: 'paths: [/own]\n', inherits: false })
    expect(await save(contractId, 1, WIDE)).toEqual({ ok: true, version: 2, machines: 1 })
    expect(await config(bare.machineId)).toMatchObject({ version: 2, body: WIDE })
    expect(await listConfiguredMachines(cast.alice, contractId)).toMatchObject([
      { name: 'bare', inherits: true, version: 2 },
      { name: 'own', inherits: false, version: 1 },
    ])
    expect((await auditOf(contractId)).at(-1)).toMatchObject({ action: 'contract.configured', by: 'alice' })
  })

  test('is what a machine added later begins with, history included; its agent’s proposal comes too late', async () => {
    const contractId = await newContract('later')
    await save(contractId, 0, `${HOME}retentionDays: 365\n`)
    const added = await newMachine(contractId, 'late')
    expect(await config(added.machineId)).toMatchObject({ version: 1, inherits: true, origin: 'contract', retentionDays: 365 })
    const engine = { name: 'restic', version: '0.14.0' }
    const hello = { agentVersion: '1', hostname: 'h', os: 'linux', arch: 'x64', engine, proposedConfig: 'paths: [/mine]\n' }
    expect((await greetMachine(await machineActor(added), hello, NOW)).config).toMatchObject({
      version: 1,
      body: `${HOME}retentionDays: 365\n`,
    })
  })

  test('comes after what an agent proposed, which is a file of its own and states no history for the portal', async () => {
    const contractId = await newContract('proposed')
    const machine = await newMachine(contractId, 'proposing')
    const engine = { name: 'restic', version: '0.14.0' }
    const proposedConfig = 'paths: [/mine]\nretentionDays: 1\n'
    await greetMachine(
      await machineActor(machine),
      { agentVersion: '1', hostname: 'h', os: 'linux', arch: 'x64', engine, proposedConfig },
      NOW,
    )
    expect(await save(contractId, 0, HOME)).toMatchObject({ machines: 0 })
    expect(await config(machine.machineId)).toMatchObject({ inherits: false, origin: 'agent', retentionDays: 90 })
  })

  test('is what a deleted machine finds when it comes back', async () => {
    const contractId = await newContract('return')
    const { machineId } = await newMachine(contractId, 'returning')
    await save(contractId, 0, HOME)
    must(await deleteMachine(cast.alice, { machineId, confirmation: 'returning' }, NOW))
    must(await restoreMachine(system, { machineId, contractId }, NOW))
    expect(await config(machineId)).toMatchObject({ version: 1, body: HOME, inherits: true })
    expect(await withSystem('tests', (tx) => tx.$count(deletedMachines, eq(deletedMachines.id, machineId)))).toBe(0)
  })

  test('that protects less asks once for all its machines, and each history says so', async () => {
    const contractId = await newContract('weaker')
    const { machineId } = await newMachine(contractId, 'weaker')
    await newMachine(contractId, 'weaker too')
    await save(contractId, 0, WIDE)
    const asked = await save(contractId, 1, HOME)
    const losses = [{ kind: 'folder', path: '/etc' }]
    expect(asked).toEqual({ ok: false, reason: 'protects_less', losses, machines: 2, accept: expect.any(String) })
    expect(await config(machineId)).toMatchObject({ version: 1 })
    expect(await save(contractId, 1, HOME, acceptOf(asked))).toMatchObject({ ok: true, machines: 2 })
    expect(await listContractConfigVersions(cast.alice, contractId)).toMatchObject([
      { version: 2, losses },
      { version: 1, losses: [] },
    ])
  })

  test('is rolled back as a new version', async () => {
    const contractId = await newContract('rolled')
    await save(contractId, 0, WIDE)
    await save(contractId, 1, 'paths: [/]\n')
    const back = { contractId, baseVersion: 2, version: 1 }
    const accepted = acceptOf(await rollBackContractConfig(cast.alice, back, NOW))
    expect(await rollBackContractConfig(cast.alice, { ...back, accepted }, NOW)).toMatchObject({ ok: true, version: 3 })
    expect(await getContractConfigVersion(cast.alice, contractId, 3)).toMatchObject({
      body: WIDE,
      previousBody: 'paths: [/]\n',
      restoredVersion: 1,
    })
    await expect(rollBackContractConfig(cast.alice, { ...back, baseVersion: 3, version: 9 }, NOW)).rejects.toThrow(NotFoundError)
  })

  test('saved by two at once is saved by one', async () => {
    const contractId = await newContract('contested')
    const results = await Promise.all([save(contractId, 0, HOME), save(contractId, 0, WIDE)])
    expect(results).toContainEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await getContractConfig(cast.alice, contractId)).toMatchObject({ version: 1 })
  })

  test('that no agent could read is refused; the same again is no version', async () => {
    const contractId = await newContract('wrong')
    expect(await save(contractId, 0, 'pahts: [/home]\n')).toMatchObject({
      reason: 'invalid',
      problems: [{ code: 'missing' }, { nearest: 'paths' }],
    })
    expect(await getContractConfig(cast.alice, contractId)).toMatchObject({ version: 0, body: '' })
    await save(contractId, 0, HOME)
    expect(await save(contractId, 1, HOME)).toEqual({ ok: true, version: 1, machines: 0 })
  })

  test('that cannot be audited is given to no machine', async () => {
    const contractId = await newContract('silent')
    const { machineId } = await newMachine(contractId, 'silent')
    await withoutAudit(() => save(contractId, 0, HOME))
    expect(await config(machineId)).toMatchObject({ version: 0 })
    expect(await getContractConfig(cast.alice, contractId)).toMatchObject({ version: 0 })
  })
})

type Doing = (actor: UserActor, contractId: string, machineId: string) => Promise<unknown>
const changes = changeConfigsSchema.shape.changes.parse({})
const doings: [name: string, doing: Doing][] = [
  ['saving a default', (actor, contractId) => save(contractId, 0, HOME, undefined, actor)],
  ['rolling a default back', (actor, contractId) => rollBackContractConfig(actor, { contractId, baseVersion: 0, version: 1 }, NOW)],
  [
    'changing many',
    (actor, contractId, machineId) => changeMachineConfigs(actor, { contractId, changes, machines: [{ machineId, baseVersion: 0 }] }, NOW),
  ],
  [
    'reviewing many',
    (actor, contractId, machineId) => reviewMachineConfigs(actor, { contractId, changes, machines: [{ machineId, baseVersion: 0 }] }),
  ],
]

describe.each(doings)('%s', (_, doing) => {
  test('without the right is a 403', async () => {
    await expect(doing(cast.bob, cast.contracts.east, cast.machines.east.machineId)).rejects.toThrow(ForbiddenError)
  })

  test('of another reseller, another space or no contract is a 404', async () => {
    const { contracts, machines: cells } = cast
    for (const actor of [cast.carol, cast.bob])
      await expect(doing(actor, contracts.west, cells.west.machineId)).rejects.toThrow(NotFoundError)
    await expect(doing(cast.berthe, contracts.east, cells.east.machineId)).rejects.toThrow(NotFoundError)
    for (const id of ['', 'TEST', NOBODY])
      await expect((async () => doing(cast.alice, id, cells.west.machineId))()).rejects.toThrow(NotFoundError)
  })
})

test('a default is read without a right, by whoever sees the contract', async () => {
  expect(await getContractConfig(cast.bob, cast.contracts.east)).toMatchObject({ version: 0, body: '' })
  for (const actor of [cast.carol, cast.bob]) {
    await expect(getContractConfig(actor, cast.contracts.west)).rejects.toThrow(NotFoundError)
    expect(await listConfiguredMachines(actor, cast.contracts.west)).toEqual([])
    expect(await listContractConfigVersions(actor, cast.contracts.west)).toEqual([])
    await expect(getContractConfigVersion(actor, cast.contracts.west, 1)).rejects.toThrow(NotFoundError)
  }
})

test('the forms refuse what is no contract, nobody at all, and too many', () => {
  const contractId = cast.contracts.west
  expect(saveContractConfigSchema.safeParse({ contractId: 'TEST', baseVersion: 0, body: HOME }).success).toBe(false)
  const machine = { machineId: NOBODY, baseVersion: 0 }
  const right = { contractId, changes: {}, machines: [machine] }
  expect(changeConfigsSchema.safeParse(right).success).toBe(true)
  for (const wrong of [
    { machines: [] },
    { machines: Array(501).fill(machine) },
    { changes: { uploadKiBps: 0 } },
    { changes: { addPaths: '/home' } },
  ])
    expect(changeConfigsSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
})

test('the product online fixes the history, whatever a file states', async () => {
  const contractId = await newContract('online')
  await withSystem('tests', (tx) =>
    tx.update(resellers).set({ product: 'online', administrationOption: false }).where(eq(resellers.id, cast.resellerId)),
  )
  expect(await save(contractId, 0, `${HOME}retentionDays: 30\n`)).toMatchObject({
    reason: 'invalid',
    problems: [{ code: 'retention_fixed', line: 2, column: 16 }],
  })
  expect(await save(contractId, 0, `${HOME}retentionDays: 90\n`)).toMatchObject({ ok: true })
})
