import { beforeAll, expect, test, vi } from 'vitest'
import { checkCommand, retentionCommand } from '@/bin/operator/retention'
import { CommandError } from '@/bin/operator/usage'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { DAY, RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

vi.setConfig({ testTimeout: RESTIC_TIMEOUT })
testDatabase()
testStorage()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const ago = (days: number) => new Date(Date.now() - days * DAY)

/** What a command answers, and that it wrote nothing besides: its JSON stands alone on the standard output. */
async function alone<T>(work: Promise<T>): Promise<T> {
  const { log } = await import('@/lib/log')
  const said = [vi.spyOn(log, 'info'), vi.spyOn(log, 'warn'), vi.spyOn(log, 'error')]
  const answer = await work
  for (const spy of said) expect(spy).not.toHaveBeenCalled()
  vi.restoreAllMocks()
  return answer
}

test('says what would go, then lets it go', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 20_000 })
  const old = await machine.backUp({ receivedAt: ago(100) })
  await machine.backUp({ receivedAt: ago(1) })
  const options = { machine: machine.machineId }
  const dry = await alone(retentionCommand.run({ ...options, 'dry-run': true }))
  expect(dry.json).toMatchObject({ result: 'removed', dryRun: true, outlived: [{ id: old }] })
  expect(dry.text).toContain('would go')
  expect(machine.listed()).toHaveLength(2)
  expect((await alone(retentionCommand.run(options))).json).toMatchObject({ result: 'removed', dryRun: false })
  expect(machine.listed()).toHaveLength(1)
})

test('tells a frozen history and a failed check with the reason', async () => {
  const machine = await StoredMachine.make(cast.contracts.west)
  machine.files({ 'a.bin': 50_000 })
  await machine.backUp({ receivedAt: ago(3) })
  machine.files({ 'a.bin': 10 })
  await machine.backUp({ receivedAt: ago(1) })
  const options = { machine: machine.machineId }
  expect((await alone(retentionCommand.run(options))).text).toContain('frozen, so nothing is removed (shrunk)')
  expect((await alone(checkCommand.run(options))).json).toMatchObject({ result: 'passed' })
  machine.damage(machine.stored('index').at(-1) ?? '')
  expect((await alone(checkCommand.run(options))).json).toMatchObject({ result: 'damaged', message: expect.any(String) })
})

test('a machine that is none, or stores nothing here, is one sentence', async () => {
  for (const command of [retentionCommand, checkCommand]) {
    for (const machine of ['x', cast.machines.west.machineId]) await expect(command.run({ machine })).rejects.toThrow(CommandError)
  }
})
