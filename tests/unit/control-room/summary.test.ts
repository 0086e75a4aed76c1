import { expect, test } from 'vitest'
import { contractsOver, figuresOf, lostMachines, machineStatesAt } from '@/lib/control-room/summary'
import { NOW, roomOf } from './room-cast'

const DAY = 24
const room = roomOf([
  { title: 'Duc', used: 98, hours: { NEW: null, FRESH: 3, LATE: 6 * DAY, LOST: 20 * DAY } },
  { title: 'Rey', used: 112, hours: { OLDER: 40 * DAY } },
  { title: 'Favre', used: 300, suspended: true, hours: { ASLEEP: 99 * DAY } },
  { title: 'Nova', used: 140, hours: {} },
])
const states = machineStatesAt(room, NOW)

test('states follow the backups, and suspended contracts silence theirs', () => {
  expect(states).toEqual(['never', 'fresh', 'late', 'lost', 'lost', 'suspended'])
})

test('states age by themselves', () => {
  expect(machineStatesAt(room, NOW + 22 * 3_600_000)[1]).toBe('recent')
})

test('figures count alerts by days and switch, never backed up from the registration on, and contracts over that are not suspended', () => {
  expect(figuresOf(room, states, NOW)).toEqual({ usedBytes: 650, backedUp: 1, inAlert: 4, running: 0, contractsOver: 2 })
  const quiet = { ...room, machines: room.machines.map((machine) => ({ ...machine, missedAlert: false })) }
  expect(figuresOf(quiet, states, NOW).inAlert).toBe(0)
})

test('the longest silent comes first, and the contract furthest over', () => {
  expect(lostMachines(room, states).map((index) => room.machines[index]?.name)).toEqual(['OLDER', 'LOST'])
  expect(contractsOver(room).map((place) => room.contracts[place]?.title)).toEqual(['Nova', 'Rey'])
})
