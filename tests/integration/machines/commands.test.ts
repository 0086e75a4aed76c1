import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { machineConfigs, machines } from '@/db/schema'
import type { HelloRequest } from '@/lib/agent-protocol/schema'
import { greetMachine, notePoll } from '@/lib/agents/commands'
import type { MachineActor } from '@/lib/auth/types'
import { addContract } from '@/lib/contracts/commands'
import { hashIdentificationKey } from '@/lib/crypto/identification-key'
import { unseal } from '@/lib/crypto/seal'
import { NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { addMachineSchema } from '@/lib/machines/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const CONFIG = 'paths: [/home]\n'
const hello: HelloRequest = {
  agentVersion: '0.1.0',
  hostname: 'pc-1',
  os: 'linux',
  arch: 'x64',
  engine: { name: 'restic', version: '0.14.0' },
}
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, id))))[0]
const poll = (configVersion: number, configError: string | null = null) => ({ configVersion, configError, results: [] })

async function contract(title: string, machineLimit: number | null): Promise<string> {
  const terms = { clientEmail: 'c@example.test', clientLocale: 'fr' as const, subscribedBytes: 1e9, retentionDays: 30 }
  return must(await addContract(system, { ...terms, spaceId: cast.spaces.west, title, machineLimit })).contractId
}

async function newMachine(name: string): Promise<{ machine: CastMachine; actor: MachineActor }> {
  const machine = must(await addMachine(system, { contractId: cast.contracts.west, name }))
  return { machine, actor: await machineActor(machine) }
}

describe('adding a machine', () => {
  test('registers it with its contract and answers the key, which is kept as a hash and sealed', async () => {
    const { machineId, identificationKey } = must(await addMachine(cast.alice, { contractId: cast.contracts.west, name: 'PC-2' }))
    const row = await stored(machineId)
    expect(row).toMatchObject({
      resellerId: cast.resellerId,
      spaceId: cast.spaces.west,
      contractId: cast.contracts.west,
      retentionDays: 90,
      missedAlert: true,
      backupAlert: false,
      keyHash: hashIdentificationKey(identificationKey),
      keySuffix: identificationKey.slice(-4),
    })
    expect(unseal(row?.keySealed ?? '')).toBe(identificationKey)
    expect(JSON.stringify(row)).not.toContain(identificationKey)
    expect(await auditOf(machineId)).toMatchObject([{ action: 'machine.added', by: 'alice', subject: 'PC-2', resellerId: cast.resellerId }])
  })

  test('to a contract of another reseller is a 404', async () => {
    await expect(addMachine(cast.carol, { contractId: cast.contracts.west, name: 'Raid' })).rejects.toThrow(NotFoundError)
  })

  test('to a contract of another space is a 404', async () => {
    await expect(addMachine(cast.bob, { contractId: cast.contracts.west, name: 'Raid' })).rejects.toThrow(NotFoundError)
    await expect(addMachine(cast.berthe, { contractId: cast.contracts.east, name: 'Raid' })).rejects.toThrow(NotFoundError)
  })

  test('under a name that the contract has is refused, in whatever case', async () => {
    for (const [name, again] of [
      ['Server', 'SERVER'],
      ['İstanbul', 'İstanbul'],
    ] as const) {
      must(await addMachine(cast.alice, { contractId: cast.contracts.west, name }))
      const second = await addMachine(cast.alice, { contractId: cast.contracts.west, name: again })
      expect([again, second]).toEqual([again, { ok: false, reason: 'name_taken' }])
    }
    expect((await addMachine(cast.alice, { contractId: cast.contracts.east, name: 'Server' })).ok).toBe(true)
  })

  test('stops at the contract’s limit', async () => {
    const contractId = await contract('Limited', 1)
    expect((await addMachine(cast.alice, { contractId, name: 'one' })).ok).toBe(true)
    expect(await addMachine(cast.alice, { contractId, name: 'two' })).toEqual({ ok: false, reason: 'machine_limit_reached' })
    expect(await addMachine(cast.alice, { contractId: await contract('None', 0), name: 'one' })).toMatchObject({ ok: false })
  })

  test('by many at once never passes the limit', async () => {
    const contractId = await contract('Rush', 3)
    const rush = Array.from({ length: 8 }, (_, number) => addMachine(cast.alice, { contractId, name: `PC-${number}` }))
    expect((await Promise.all(rush)).filter((result) => result.ok)).toHaveLength(3)
    expect(await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.contractId, contractId)))).toHaveLength(3)
  })

  test('that cannot be audited does not happen', async () => {
    const refusal = await withoutAudit(() => addMachine(cast.alice, { contractId: cast.contracts.west, name: 'Silent' }))
    expect(refusal).toMatchObject({ cause: { code: '23514' } })
    expect(await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.name, 'Silent')))).toEqual([])
  })

  test.each([
    ['no name', { name: ' ' }],
    ['a name too long', { name: 'x'.repeat(201) }],
    ['a line break in the name', { name: 'a\nb' }],
    ['a contract that is no id', { contractId: 'west' }],
  ])('with %s is refused by the form', (_, wrong) => {
    expect(addMachineSchema.safeParse({ contractId: cast.contracts.west, name: 'PC', ...wrong }).success).toBe(false)
  })
})

describe('an agent’s hello', () => {
  test('keeps what it says of itself', async () => {
    const { machine, actor } = await newMachine('facts')
    const greeting = await greetMachine(actor, hello, NOW)
    expect(greeting).toMatchObject({ machineName: 'facts', contractTitle: 'Bakery', config: { version: 0, body: '' } })
    expect(await stored(machine.machineId)).toMatchObject({
      hostname: 'pc-1',
      os: 'linux x64',
      agentVersion: '0.1.0',
      engineVersion: 'restic 0.14.0',
      lastSeenAt: NOW,
    })
  })

  test('gets the same repository password each time, and another than other machines', async () => {
    const [one, other] = [await newMachine('password 1'), await newMachine('password 2')]
    const passwords = [
      await greetMachine(one.actor, hello, NOW),
      await greetMachine(one.actor, hello, NOW),
      await greetMachine(other.actor, hello, NOW),
    ]
    expect(passwords[0]?.repositoryPassword).toBe(passwords[1]?.repositoryPassword)
    expect(passwords[0]?.repositoryPassword).not.toBe(passwords[2]?.repositoryPassword)
    expect(passwords[0]?.repositoryPassword.length).toBeGreaterThan(40)
  })

  test('may propose the first configuration, which is audited, and no second one', async () => {
    const { machine, actor } = await newMachine('proposing')
    expect((await greetMachine(actor, { ...hello, proposedConfig: CONFIG }, NOW)).config).toEqual({ version: 1, body: CONFIG })
    expect((await greetMachine(actor, { ...hello, proposedConfig: 'paths: [/etc]\n' }, NOW)).config).toEqual({ version: 1, body: CONFIG })
    expect((await auditOf(machine.machineId)).at(-1)).toMatchObject({ action: 'machine.configured', by: 'proposing', kind: 'machine' })
  })

  test('that proposes at the same moment twice makes one configuration', async () => {
    const { machine, actor } = await newMachine('twins')
    await Promise.all([1, 2, 3].map((number) => greetMachine(actor, { ...hello, proposedConfig: `paths: [/${number}]` }, NOW)))
    const rows = await withSystem('tests', (tx) => tx.select().from(machineConfigs).where(eq(machineConfigs.machineId, machine.machineId)))
    expect(rows).toMatchObject([{ version: 1 }])
  })

  test('that proposes what no agent could read is answered all the same, without it', async () => {
    const { actor } = await newMachine('babbling')
    expect((await greetMachine(actor, { ...hello, proposedConfig: 'paths: [/home' }, NOW)).config).toEqual({ version: 0, body: '' })
    expect((await greetMachine(actor, { ...hello, proposedConfig: 'run: rm -rf /' }, NOW)).config.version).toBe(0)
  })

  test('of a machine that was deleted meanwhile is a 404', async () => {
    const { machine, actor } = await newMachine('gone')
    await withSystem('tests', (tx) => tx.delete(machines).where(eq(machines.id, machine.machineId)))
    await expect(greetMachine(actor, hello, NOW)).rejects.toThrow(NotFoundError)
    await expect(notePoll(actor, poll(0), NOW)).rejects.toThrow(NotFoundError)
  })

  test('for another machine, by whatever actor, is a 404', async () => {
    const [own, foreign] = [await machineActor(cast.machines.west), await machineActor(cast.machines.carols)]
    await expect(greetMachine({ ...own, machineId: foreign.machineId }, hello, NOW)).rejects.toThrow(NotFoundError)
    await expect(notePoll({ ...own, machineId: cast.machines.east.machineId }, poll(0), NOW)).rejects.toThrow(NotFoundError)
  })
})

describe('an agent’s poll', () => {
  test('brings nothing while it has the configuration in force', async () => {
    const { machine, actor } = await newMachine('up to date')
    await greetMachine(actor, { ...hello, proposedConfig: CONFIG }, NOW)
    expect(await notePoll(actor, poll(1), NOW)).toEqual({ commands: [] })
    expect(await stored(machine.machineId)).toMatchObject({ configAppliedVersion: 1, configError: null, lastSeenAt: NOW })
  })

  test('brings a newer configuration, and why an agent refused it is kept', async () => {
    const { machine, actor } = await newMachine('behind')
    await greetMachine(actor, { ...hello, proposedConfig: CONFIG }, NOW)
    const { resellerId, spaceId, machineId } = actor
    await withSystem('tests', async (tx) => {
      await tx.insert(machineConfigs).values({ resellerId, spaceId, machineId, version: 2, body: 'paths: [/srv]\n' })
      await tx.update(machines).set({ configVersion: 2 }).where(eq(machines.id, machineId))
    })
    expect(await notePoll(actor, poll(1, 'paths: not readable'), NOW)).toEqual({
      commands: [],
      config: { version: 2, body: 'paths: [/srv]\n' },
    })
    expect(await stored(machine.machineId)).toMatchObject({ configAppliedVersion: 1, configError: 'paths: not readable' })
  })

  test('of an agent without configuration brings none where there is none', async () => {
    const { actor } = await newMachine('blank')
    expect(await notePoll(actor, poll(0), NOW)).toEqual({ commands: [] })
  })
})
