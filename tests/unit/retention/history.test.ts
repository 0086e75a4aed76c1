import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historyDays, outlived } from '@/lib/retention/history'

const DAY = 86_400_000
const NOW = new Date('2026-11-25T00:00:00Z')
const version = (id: string, ageDays: number, successful = false) => ({
  id,
  receivedAt: new Date(NOW.getTime() - ageDays * DAY),
  successful,
})
const ids = (versions: { id: string }[]) => versions.map(({ id }) => id)

test('the product online keeps 90 days, whatever stands with the machine', () => {
  expect([historyDays('online', 7), historyDays('online', 400), historyDays('pro', 7), historyDays('business', 400)]).toEqual([
    90, 90, 7, 400,
  ])
})

test('a version goes once its history has passed, and not at the day itself', () => {
  expect(ids(outlived([version('a', 30.001), version('b', 30), version('c', 1)], 30, NOW))).toEqual(['a'])
})

test('the newest stays for ever, and so does the newest full success', () => {
  expect(ids(outlived([version('a', 900), version('b', 800, true), version('c', 700), version('d', 600)], 30, NOW))).toEqual(['a', 'c'])
  expect(outlived([version('only', 4000)], 1, NOW)).toEqual([])
})

test('whatever there is, something stays, and nothing within the history goes', () => {
  const ages = fc.array(fc.record({ age: fc.double({ min: 0, max: 400, noNaN: true }), successful: fc.boolean() }), { minLength: 1 })
  fc.assert(
    fc.property(ages, fc.integer({ min: 1, max: 365 }), (drawn, days) => {
      const versions = drawn.sort((a, b) => b.age - a.age).map(({ age, successful }, index) => version(String(index), age, successful))
      const gone = outlived(versions, days, NOW)
      expect(gone.length).toBeLessThan(versions.length)
      expect(gone.every(({ receivedAt }) => NOW.getTime() - receivedAt.getTime() > days * DAY)).toBe(true)
      const lastGood = versions.findLast(({ successful }) => successful)
      if (lastGood) expect(gone).not.toContain(lastGood)
    }),
  )
})
