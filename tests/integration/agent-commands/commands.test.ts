import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { agentCommands, machines } from '@/db/schema'
import { backUpNow, cancelBackup, expireAgentCommands, withdrawAgentCommand } from '@/lib/agent-commands/commands'
import { listAgentCommands } from '@/lib/agent-commands/queries'
import { queueAgentCommand } from '@/lib/agent-commands/queue'
import { backUpNowSchema, cancelBackupSchema, withdrawCommandSchema } from '@/lib/agent-commands/schema'
import type { UserActor } from '@/lib/auth/types'
import { recordReports } from '@/lib/backups/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId, started } from '@/tests/support/reports'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const newMachine = async (name: string): Promise<CastMachine> => must(await addMachine(system, { contractId: cast.contracts.west, name }))

/** A backup of the machine that runs. */
async function running(machine: CastMachine): Promise<string> {
  const backupId = newBackupId(NOW.getTime())
  const reports = [started(backupId, 0, NOW.getTime())]
  must((await recordReports([{ machine: await machineActor(machine), reports, receivedAt: NOW }]))[0] ?? { ok: false, reason: 'none' })
  return backupId
}

const stored = (machineId: string) =>
  withSystem('tests', (tx) => tx.select().from(agentCommands).where(eq(agentCommands.machineId, machineId)).orderBy(agentCommands.id))

describe('backing up now', () => {
  test('waits for the agent, says who asked, stirs the machine’s page and is audited', async () => {
    const { machineId } = await newMachine('asked')
    const { commandId } = must(await backUpNow(cast.alice, { machineId }, NOW))
    expect(await listAgentCommands(cast.alice, machineId, NOW)).toEqual([
      {
        id: commandId,
        kind: 'backup_now',
        state: 'queued',
        askedByName: 'alice',
        askedAt: NOW,
        deliveredAt: null,
        endedAt: null,
        expiresAt: later(24),
        result: null,
      },
    ])
    expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.command_asked', by: 'alice', resellerId: cast.resellerId })
    const [machine] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, machineId)))
    expect(machine?.changedAt).toEqual(NOW)
  })

  test('takes no right beyond seeing the machine', async () => {
    must(await backUpNow(cast.bob, { machineId: cast.machines.east.machineId }, NOW))
  })

  test('twice is refused, also when two ask at the same moment, until the first is over', async () => {
    const { machineId } = await newMachine('eager')
    const answers = await Promise.all([cast.alice, cast.berthe].map((actor) => backUpNow(actor, { machineId }, NOW)))
    expect(answers).toContainEqual({ ok: false, reason: 'already_asked' })
    expect(await stored(machineId)).toHaveLength(1)
    await expireAgentCommands(system, later(25))
    must(await backUpNow(cast.alice, { machineId }, later(25)))
  })

  test('while a backup runs, or while the contract is suspended, is refused', async () => {
    const machine = await newMachine('busy')
    await running(machine)
    expect(await backUpNow(cast.alice, machine, NOW)).toEqual({ ok: false, reason: 'already_running' })
    must(await suspendContract(system, cast.contracts.east, NOW))
    expect(await backUpNow(cast.alice, cast.machines.east, NOW)).toEqual({ ok: false, reason: 'contract_suspended' })
    must(await reactivateContract(system, cast.contracts.east, NOW))
  })
})

describe('cancelling a backup', () => {
  test('names the one backup; asked twice it is one command', async () => {
    const machine = await newMachine('stopping')
    const backupId = await running(machine)
    const answers = await Promise.all([cast.alice, cast.berthe].map((actor) => cancelBackup(actor, { backupId }, NOW)))
    expect(new Set(answers.map((answer) => must(answer).commandId)).size).toBe(1)
    expect(await stored(machine.machineId)).toMatchObject([{ kind: 'cancel', payload: { backupId }, expiresAt: later(1) }])
  })

  test('that has ended, or of a suspended contract, is refused', async () => {
    const machine = await newMachine('ended')
    const backupId = await running(machine)
    must(await suspendContract(system, cast.contracts.west, NOW))
    expect(await cancelBackup(cast.alice, { backupId }, NOW)).toEqual({ ok: false, reason: 'contract_suspended' })
    must(await reactivateContract(system, cast.contracts.west, NOW))
    await recordReports([{ machine: await machineActor(machine), reports: [finished(backupId, 1, NOW.getTime())], receivedAt: NOW }])
    expect(await cancelBackup(cast.alice, { backupId }, NOW)).toEqual({ ok: false, reason: 'not_running' })
    expect(await stored(machine.machineId)).toEqual([])
  })
})

describe('withdrawing', () => {
  test('takes back what no agent was told, and nothing else', async () => {
    const { machineId } = await newMachine('regretted')
    const { commandId } = must(await backUpNow(cast.alice, { machineId }, NOW))
    must(await withdrawAgentCommand(cast.berthe, { commandId }, later(1)))
    expect(await stored(machineId)).toMatchObject([{ state: 'cancelled', endedAt: later(1) }])
    expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.command_withdrawn', by: 'berthe', subject: 'regretted' })
    expect(await withdrawAgentCommand(cast.alice, { commandId }, NOW)).toEqual({ ok: false, reason: 'already_delivered' })
  })

  test('what takes a right takes it to be withdrawn too', async () => {
    const { machineId } = cast.machines.east
    const restore = { machineId, kind: 'restore' as const, payload: {}, expiresAt: later(1) }
    const commandId = await withActor(cast.alice, (tx) => queueAgentCommand(tx, cast.alice, restore, NOW))
    await expect(withdrawAgentCommand(cast.bob, { commandId }, NOW)).rejects.toThrow(ForbiddenError)
  })
})

describe('asking an agent to restore', () => {
  test('without that right is a 403', async () => {
    const restore = { machineId: cast.machines.east.machineId, kind: 'restore' as const, payload: {}, expiresAt: later(1) }
    await expect(withActor(cast.bob, (tx) => queueAgentCommand(tx, cast.bob, restore, NOW))).rejects.toThrow(ForbiddenError)
  })

  test('for a time that has passed already is never stored', async () => {
    const late = { machineId: cast.machines.west.machineId, kind: 'restore' as const, payload: {}, expiresAt: NOW }
    await expect(withActor(cast.alice, (tx) => queueAgentCommand(tx, cast.alice, late, NOW))).rejects.toMatchObject({
      cause: { code: '23514' },
    })
  })
})

type Doing = (actor: UserActor, ids: { machineId: string; backupId: string; commandId: string }) => Promise<unknown>
const doings: [name: string, doing: Doing][] = [
  ['backing up now', (actor, { machineId }) => backUpNow(actor, { machineId }, NOW)],
  ['cancelling', (actor, { backupId }) => cancelBackup(actor, { backupId }, NOW)],
  ['withdrawing', (actor, { commandId }) => withdrawAgentCommand(actor, { commandId }, NOW)],
]

describe.each(doings)('%s', (name, doing) => {
  async function idsOf(machine: CastMachine) {
    const { commandId } = must(await backUpNow(cast.alice, machine, NOW))
    return { machineId: machine.machineId, backupId: await running(machine), commandId }
  }

  test('of another reseller or another space is a 404', async () => {
    const ids = await idsOf(await newMachine(`foreign to ${name}`))
    for (const actor of [cast.carol, cast.bob]) await expect(doing(actor, ids)).rejects.toThrow(NotFoundError)
    expect(await stored(ids.machineId)).toMatchObject([{ state: 'queued' }])
  })

  test('of nothing that exists is a 404', async () => {
    for (const id of ['', 'PC-1', NOBODY]) {
      await expect((async () => doing(cast.alice, { machineId: id, backupId: id, commandId: id }))()).rejects.toThrow(NotFoundError)
    }
  })

  test('that cannot be audited does not happen', async () => {
    const machine = await newMachine(`silent ${name}`)
    const ids = name === 'withdrawing' ? await idsOf(machine) : { ...machine, backupId: '', commandId: '' }
    if (name === 'cancelling') ids.backupId = await running(machine)
    const before = await stored(machine.machineId)
    expect(await withoutAudit(() => doing(cast.alice, ids))).toMatchObject({ cause: { code: '23514' } })
    expect(await stored(machine.machineId)).toEqual(before)
  })
})

test('the list of another’s machine is empty', async () => {
  const { machineId } = await newMachine('watched')
  must(await backUpNow(cast.alice, { machineId }, NOW))
  for (const actor of [cast.carol, cast.bob]) expect(await listAgentCommands(actor, machineId, NOW)).toEqual([])
})

test('the forms take nothing but an id', () => {
  for (const [schema, key] of [
    [backUpNowSchema, 'machineId'],
    [cancelBackupSchema, 'backupId'],
    [withdrawCommandSchema, 'commandId'],
  ] as const) {
    expect(schema.safeParse({ [key]: NOBODY }).success).toBe(true)
    for (const wrong of ['', 'PC-1', null, undefined, { $ne: 1 }]) expect(schema.safeParse({ [key]: wrong }).success).toBe(false)
  }
})

test('the stop of a restore is not taken back by who may not restore', async () => {
  const { machineId } = must(await addMachine(system, { contractId: cast.contracts.east, name: 'stopping' }))
  const wish = { machineId, kind: 'cancel' as const, payload: { commandId: NOBODY }, expiresAt: later(1) }
  const commandId = await withSystem('tests', (tx) => queueAgentCommand(tx, system, wish, NOW))
  await expect(withdrawAgentCommand(cast.bob, { commandId }, NOW)).rejects.toThrow(ForbiddenError)
  must(await withdrawAgentCommand(cast.alice, { commandId }, NOW))
})

describe('time passing', () => {
  test('ends what nobody took, and shows it before the sweep does', async () => {
    const { machineId } = await newMachine('off')
    must(await backUpNow(cast.alice, { machineId }, NOW))
    expect(await listAgentCommands(cast.alice, machineId, later(24))).toMatchObject([{ state: 'expired', endedAt: null }])
    await expireAgentCommands(system, later(23))
    expect(await stored(machineId)).toMatchObject([{ state: 'queued' }])
    await expireAgentCommands(system, later(24))
    expect(await stored(machineId)).toMatchObject([{ state: 'expired', endedAt: later(24) }])
    expect(await expireAgentCommands(system, later(24))).toBe(0)
  })

  const runs = (commandId: string, machineId: string, lastSeenAt: Date) =>
    withSystem('tests', async (tx) => {
      await tx.update(agentCommands).set({ state: 'running', deliveredAt: NOW }).where(eq(agentCommands.id, commandId))
      await tx.update(machines).set({ lastSeenAt }).where(eq(machines.id, machineId))
    })

  test('leaves a command alone that runs, as long as its machine is heard of', async () => {
    const machine = await newMachine('working')
    const { commandId } = must(await backUpNow(cast.alice, machine, NOW))
    await running(machine)
    await runs(commandId, machine.machineId, later(30))
    await expireAgentCommands(system, later(31))
    expect(await stored(machine.machineId)).toMatchObject([{ state: 'running' }])
    await expireAgentCommands(system, later(55))
    expect(await stored(machine.machineId)).toMatchObject([{ state: 'expired' }])
  })

  test('ends what ran on a machine that was set up anew, though it is heard of each minute', async () => {
    const machine = await newMachine('reinstalled')
    const { commandId } = must(await backUpNow(cast.alice, machine, NOW))
    await runs(commandId, machine.machineId, later(24))
    await expireAgentCommands(system, later(24))
    expect(await stored(machine.machineId)).toMatchObject([{ state: 'expired' }])
    must(await backUpNow(cast.alice, machine, later(24)))
  })
})
