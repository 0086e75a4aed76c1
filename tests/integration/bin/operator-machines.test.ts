import { beforeAll, expect, test } from 'vitest'
import { auditCommands } from '@/bin/operator/audit'
import { contractCommands, machineCommands } from '@/bin/operator/fleet'
import { moreResellerCommands } from '@/bin/operator/resellers'
import { addMachine, deleteMachine, revealIdentificationKey } from '@/lib/machines/commands'
import type { DeletedMachine } from '@/lib/machines/types'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { runCommand } from '@/tests/support/command-line'
import { testDatabase } from '@/tests/support/database'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
const HOST = ['--host', 'admin.alpine.test']
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const listDeleted = async (host = HOST) =>
  (await runCommand<{ machines: DeletedMachine[] }>(machineCommands.list, ...host, '--deleted')).machines
const restore = (machineId: string, contract: string) =>
  runCommand(machineCommands.restore, ...HOST, '--machine', machineId, '--contract', contract)

test('a deleted machine is listed, and brought back with its key into a contract of its reseller', async () => {
  const added = must(await addMachine(cast.alice, { contractId: cast.contracts.west, name: 'PC-GONE' }, NOW))
  must(await deleteMachine(cast.alice, { machineId: added.machineId, confirmation: 'PC-GONE' }, NOW))
  const expected = { id: added.machineId, name: 'PC-GONE', contractTitle: 'Bakery', resellerName: 'alpine reseller', deletedBy: 'alice' }
  expect(await listDeleted()).toMatchObject([{ ...expected, deletedAt: NOW, isBeingRemoved: false }])
  expect(await listDeleted(['--host', 'admin.other.test'])).toEqual([])

  expect(await restore(added.machineId, 'Garage')).toEqual({ machineId: added.machineId, contractId: cast.contracts.east })
  expect(await listDeleted()).toEqual([])
  expect(await revealIdentificationKey(cast.alice, added.machineId)).toBe(added.identificationKey)
  expect((await auditOf(added.machineId)).map(({ action }) => action)).toContain('machine.restored')
})

test('what was not deleted there, or whose name is taken, does not come back', async () => {
  const { machineId } = must(await addMachine(cast.alice, { contractId: cast.contracts.west, name: 'PC-TWICE' }, NOW))
  must(await deleteMachine(cast.alice, { machineId, confirmation: 'PC-TWICE' }, NOW))
  must(await addMachine(cast.alice, { contractId: cast.contracts.west, name: 'PC-TWICE' }, NOW))
  await expect(restore(machineId, 'Bakery')).rejects.toThrow('has a machine "PC-TWICE" already')
  await expect(restore(cast.machines.west.machineId, 'Bakery')).rejects.toThrow('was deleted')
  await expect(restore('123', 'Bakery')).rejects.toThrow('was deleted')
  const elsewhere = ['--host', 'admin.other.test', '--machine', machineId, '--contract', 'Harbour']
  await expect(runCommand(machineCommands.restore, ...elsewhere)).rejects.toThrow('was deleted')
  expect(await listDeleted()).toHaveLength(1)
})

test('an id that is none names no machine', async () => {
  await expect(runCommand(machineCommands.show, ...HOST, '--machine', '123')).rejects.toThrow(
    'There is no machine 123 on admin.alpine.test.',
  )
})

test('what is mistyped is told by the option that it was typed with', async () => {
  const add = (...args: string[]) => runCommand(contractCommands.add, ...HOST, '--title', 'New', '--volume', '5', ...args)
  await expect(add('--email', 'nobody')).rejects.toThrow('--email: ')
  await expect(add('--email', 'a@b.fr', '--machines', 'many')).rejects.toThrow('--machines: is not a number')
  await expect(runCommand(auditCommands.list, '--action', 'machine')).rejects.toThrow('--action: has not the form')
  await expect(runCommand(moreResellerCommands.list, '--state', 'foo')).rejects.toThrow('--state: ')
  await expect(runCommand(moreResellerCommands.edit, '--reseller', 'alpine reseller')).rejects.toThrow('Nothing to change')
  await expect(runCommand(auditCommands.list, '--csv', '--json')).rejects.toThrow('exclude each other')
})
