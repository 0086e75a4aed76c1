import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packIds, unpackIds } from '@/lib/control-room/packed-ids'
import { packBits, packSymbols, unpackBits, unpackSymbols } from '@/lib/control-room/packing'

test('numbers come back from their bits', () => {
  const numbers = fc.oneof(fc.array(fc.nat(5)), fc.array(fc.maxSafeNat()), fc.array(fc.integer()))
  fc.assert(fc.property(numbers, (list) => void expect(unpackBits(packBits(list), list.length)).toEqual(list)))
})

test('values come back from their symbols, however many are distinct', () => {
  const values = fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.boolean()), { maxLength: 300 })
  fc.assert(fc.property(values, (list) => void expect(unpackSymbols(packSymbols(list), list.length)).toEqual(list)))
})

test('ids of any version come back', () => {
  fc.assert(fc.property(fc.array(fc.uuid()), (ids) => void expect(unpackIds(packIds(ids))).toEqual(ids)))
})

test('what is the same in all costs nothing', () => {
  expect(packBits([7, 7, 7])).toEqual({ min: 7, width: 0, data: '' })
  expect(packBits([]).data).toBe('')
})

test('64 distinct values take one character each, 65 take two', () => {
  const distinct = (count: number) => packSymbols(Array.from({ length: count }, (_, value) => value))
  expect([distinct(64).width, distinct(65).width]).toEqual([1, 2])
})
