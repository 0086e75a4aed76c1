import { expect, test } from 'vitest'
import { filterRoom, type RoomFilter } from '@/lib/control-room/filter'
import { machineStatesAt } from '@/lib/control-room/summary'
import { NOW, roomOf } from './room-cast'

const room = roomOf([
  { title: 'Hôtel des Cimes', hours: { 'PC-1': 1, 'SRV-SQL': 500 } },
  { title: 'Scierie', space: 'Lyon', hours: { 'PC-2': 30 } },
])
const states = machineStatesAt(room, NOW)
const look = (filter: Partial<RoomFilter>) => filterRoom(room, states, { text: '', spaceId: null, states: new Set(), ...filter })

test('nothing asked shows all', () => {
  expect(look({})).toMatchObject({ machines: [0, 1, 2], contracts: [0, 1] })
})

test('a text finds contracts without accents, with all their machines', () => {
  expect(look({ text: ' hotel ' })).toMatchObject({ machines: [0, 1], contracts: [0] })
})

test('a text finds a machine, and its client beside it', () => {
  expect(look({ text: 'sql' })).toMatchObject({ machines: [1], contracts: [0] })
})

test('states narrow the cells, and the legend still counts the others', () => {
  const { machines, contracts, counts } = look({ states: new Set(['lost']) })
  expect([machines, contracts]).toEqual([[1], [0, 1]])
  expect(Object.fromEntries(counts)).toEqual({ fresh: 1, lost: 1, recent: 1 })
})

test('a space shows what is its own', () => {
  expect(look({ spaceId: 'Lyon' })).toMatchObject({ machines: [2], contracts: [1] })
  expect(look({ spaceId: 'Lyon', text: 'pc-1' })).toMatchObject({ machines: [], contracts: [] })
})
