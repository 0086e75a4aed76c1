import { expect, test } from 'vitest'
import { applyChanges, withIds } from '@/lib/control-room/changes'
import { changed, NOW, roomOf } from './room-cast'

const room = roomOf([{ title: 'Duc', used: 50, hours: { PC: 30 } }])

test('a finished backup changes its cell, and its bar by what was added', () => {
  const { room: next, complete } = applyChanges(room, [changed({})])
  expect(complete).toBe(true)
  expect(next.machines[0]).toMatchObject({ lastBackupAt: NOW, storedBytes: 25, lastOutcome: 'success', contract: 0 })
  expect(next.contracts[0]?.usedBytes).toBe(65)
  expect(room.machines[0]?.storedBytes).toBe(10)
})

test('a machine is found by its name in its contract, so also before its id is known', () => {
  const unknown = { ...room, machines: room.machines.map((machine) => ({ ...machine, id: null })) }
  expect(applyChanges(unknown, [changed({ name: 'pc' })]).room.machines[0]?.id).toBe('id of PC')
})

test('a machine or a contract that the room lacks asks for reading anew', () => {
  expect(applyChanges(room, [changed({ name: 'NEW' })]).complete).toBe(false)
  expect(applyChanges(room, [changed({ contractId: 'id of nobody' })]).complete).toBe(false)
})

test('ids that arrive later fill the gaps of their range alone', () => {
  const two = roomOf([{ title: 'Duc', hours: { A: 1, B: 1 } }])
  const gaps = { ...two, machines: two.machines.map((machine) => ({ ...machine, id: null })) }
  expect(withIds(gaps, 1, ['b']).machines.map((machine) => machine.id)).toEqual([null, 'b'])
  expect(withIds(two, 0, ['x', 'y']).machines.map((machine) => machine.id)).toEqual(['id of A', 'id of B'])
})
