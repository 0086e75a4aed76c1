import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { agentCommands, machines } from '@/db/schema'
import { backUpNow, expireAgentCommands, withdrawAgentCommand } from '@/lib/agent-commands/commands'
import { queueAgentCommand } from '@/lib/agent-commands/queue'
import { pollRequestSchema } from '@/lib/agent-protocol/schema'
import { notePoll } from '@/lib/agents/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { addMachine } from '@/lib/machines/commands'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const newMachine = async (name: string): Promise<CastMachine> => must(await addMachine(system, { contractId: cast.contracts.west, name }))
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(agentCommands).where(eq(agentCommands.id, id))))[0]

type Results = { commandId: string; status: string; detail: string | null }[]
async function poll(machine: CastMachine, results: Results = [], at = NOW) {
  return (await notePoll(await machineActor(machine), pollRequestSchema.parse({ configVersion: 0, configError: null, results }), at))
    .commands
}

async function asked(name: string) {
  const machine = await newMachine(name)
  return { machine, id: must(await backUpNow(cast.alice, machine, NOW)).commandId }
}

describe('a poll', () => {
  test('brings what is asked, with its payload beside it, at each poll until there is an answer', async () => {
    const { machine, id } = await asked('obedient')
    const told = { id, kind: 'backup_now', expiresAt: later(24).toISOString() }
    expect(await poll(machine, [], later(1))).toEqual([told])
    expect(await stored(id)).toMatchObject({ state: 'delivered', deliveredAt: later(1) })
    expect(await poll(machine, [], later(2))).toEqual([told])
    expect(await poll(machine, [{ commandId: id, status: 'running', detail: null }], later(3))).toEqual([])
    await poll(machine, [{ commandId: id, status: 'done', detail: 'Sauvegarde réussie' }], later(4))
    expect(await stored(id)).toMatchObject({ state: 'done', deliveredAt: later(1), endedAt: later(4), result: 'Sauvegarde réussie' })
  })

  test('brings several in the order in which they were asked; a payload cannot pass for the command’s own facts', async () => {
    const { machine, id } = await asked('loaded')
    const payload = { backupId: '019a0000-0000-7000-8000-000000000001', id: 'x', kind: 'format_disk' }
    const cancel = { machineId: machine.machineId, kind: 'cancel' as const, payload, expiresAt: later(1) }
    const second = await withSystem('tests', (tx) => queueAgentCommand(tx, system, cancel, NOW))
    expect(await poll(machine)).toMatchObject([{ id }, { id: second, kind: 'cancel', backupId: payload.backupId }])
  })

  test('says the same answer twice and nothing changes', async () => {
    const { machine, id } = await asked('repeating')
    for (const hour of [1, 2]) await poll(machine, [{ commandId: id, status: 'failed', detail: 'occupé' }], later(hour))
    await poll(machine, [{ commandId: id, status: 'done', detail: null }], later(3))
    expect(await stored(id)).toMatchObject({ state: 'failed', endedAt: later(1), result: 'occupé' })
  })

  test('may carry both words on one command, and an id in capitals', async () => {
    const { machine, id } = await asked('terse')
    await poll(machine, [
      { commandId: id.toUpperCase(), status: 'running', detail: null },
      { commandId: id, status: 'cancelled', detail: 'Sauvegarde annulée' },
    ])
    expect(await stored(id)).toMatchObject({ state: 'cancelled', result: 'Sauvegarde annulée' })
  })

  test('moves its machine’s page only when there is news', async () => {
    const { machine, id } = await asked('quiet')
    const changedAt = async () =>
      (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, machine.machineId))))[0]?.changedAt
    await poll(machine, [], later(1))
    expect(await changedAt()).toEqual(later(1))
    await poll(machine, [], later(2))
    expect(await changedAt()).toEqual(later(1))
    await poll(machine, [{ commandId: id, status: 'running', detail: null }], later(3))
    expect(await changedAt()).toEqual(later(3))
  })

  test('brings neither what was withdrawn nor what has expired', async () => {
    const [one, two] = [await asked('withdrawn'), await asked('late')]
    must(await withdrawAgentCommand(cast.alice, { commandId: one.id }, NOW))
    expect(await poll(one.machine)).toEqual([])
    expect(await poll(two.machine, [], later(24))).toEqual([])
  })

  test('that comes late is believed about what the agent did in time', async () => {
    const { machine, id } = await asked('cut off')
    await poll(machine)
    await expireAgentCommands(system, later(24))
    await poll(machine, [{ commandId: id, status: 'done', detail: null }], later(30))
    expect(await stored(id)).toMatchObject({ state: 'done', endedAt: later(30) })
  })

  test('of a suspended contract brings no backup, but still lets files be restored', async () => {
    const { machine, id } = await asked('suspended')
    const restore = { machineId: machine.machineId, kind: 'restore' as const, payload: {}, expiresAt: later(9) }
    const restoreId = await withSystem('tests', (tx) => queueAgentCommand(tx, system, restore, NOW))
    must(await suspendContract(system, cast.contracts.west, NOW))
    expect((await poll(machine)).map((command) => command.id)).toEqual([restoreId])
    must(await reactivateContract(system, cast.contracts.west, NOW))
    expect((await poll(machine)).map((command) => command.id)).toEqual([id, restoreId])
  })
})

test('an agent that has nothing to cancel ends what ran before its machine was set up anew', async () => {
  const { machine, id } = await asked('reinstalled')
  await poll(machine, [{ commandId: id, status: 'running', detail: null }])
  const wish = { machineId: machine.machineId, kind: 'cancel' as const, payload: { commandId: id }, expiresAt: later(1) }
  const cancelId = await withSystem('tests', (tx) => queueAgentCommand(tx, system, wish, NOW))
  await poll(machine, [{ commandId: cancelId, status: 'failed', detail: 'rien à annuler' }], later(0.5))
  expect(await stored(id)).toMatchObject({ state: 'failed', endedAt: later(0.5) })
  must(await backUpNow(cast.alice, machine, later(0.6)))
})

describe('another machine', () => {
  test('is neither told of a command nor believed about it', async () => {
    const { id } = await asked('victim')
    for (const other of [await newMachine('neighbour'), cast.machines.east, cast.machines.carols]) {
      expect(await poll(other, [{ commandId: id, status: 'done', detail: 'mine' }])).toEqual([])
    }
    expect(await stored(id)).toMatchObject({ state: 'queued', result: null })
  })

  test('that answers what nobody asked is answered all the same', async () => {
    const made = Array.from({ length: 100 }, (_, number) => ({
      commandId: `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`,
      status: 'done',
      detail: null,
    }))
    expect(await poll(await newMachine('inventive'), made)).toEqual([])
  })
})
