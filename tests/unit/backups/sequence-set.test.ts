import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addSequence, formatSequenceSet, hasSequence, parseSequenceSet, type SequenceSet } from '@/lib/backups/sequence-set'

const numbers = fc.array(fc.nat(60), { maxLength: 80 })
const setOf = (seqs: number[]) => seqs.reduce<SequenceSet>(addSequence, [])

test('it holds what a set of numbers would hold', () => {
  fc.assert(
    fc.property(numbers, (seqs) => {
      const [ours, theirs] = [setOf(seqs), new Set(seqs)]
      for (let seq = 0; seq <= 61; seq++) expect(hasSequence(ours, seq)).toBe(theirs.has(seq))
    }),
  )
})

test('its ranges are in order and never touch, so a long backup stays one range', () => {
  fc.assert(
    fc.property(numbers, (seqs) => {
      const set = setOf(seqs)
      for (const [from, to] of set) expect(from).toBeLessThan(to)
      set.slice(1).forEach(([from], index) => {
        expect(from).toBeGreaterThan(set[index]?.[1] ?? 0)
      })
    }),
  )
  expect(setOf([3, 1, 0, 4, 2])).toEqual([[0, 5]])
})

test('it comes back from Postgres’ notation as it went', () => {
  fc.assert(
    fc.property(numbers, (seqs) => {
      expect(parseSequenceSet(formatSequenceSet(setOf(seqs)))).toEqual(setOf(seqs))
    }),
  )
  expect(formatSequenceSet([])).toBe('{}')
  expect(formatSequenceSet(setOf([2_147_483_646, 0]))).toBe('{[0,1),[2147483646,2147483647)}')
})

test('adding what is there gives the same set', () => {
  const set = setOf([1, 2, 9])
  expect(addSequence(set, 2)).toBe(set)
})
