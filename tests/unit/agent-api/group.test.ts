import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { group } from '@/lib/agent-api/group'

const OPTIONS = { windowMilliseconds: 1, concurrency: 2, maxWeight: 100 }

/** A run that ends when it is told to. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test('callers of the same moment share a run, and each gets its own answer', async () => {
  const runs: number[][] = []
  const double = group<number, number>(async (items) => {
    runs.push(items)
    return items.map((item) => item * 2)
  }, OPTIONS)
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
  expect(runs).toEqual([[1, 2, 3]])
})

test('whatever the callers bring, each gets the answer to its own item', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), async (items, maxWeight) => {
      const negate = group<number, number>(async (list) => list.map((item) => -item), { ...OPTIONS, maxWeight })
      expect(await Promise.all(items.map(negate))).toEqual(items.map((item) => -item))
    }),
    { numRuns: 50 },
  )
})

test('one bad item fails alone', async () => {
  const work = group<number, string>(async (items) => {
    if (items.includes(13)) throw new Error('unlucky')
    return items.map(String)
  }, OPTIONS)
  const results = await Promise.allSettled([12, 13, 14].map(work))
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message))).toEqual(['12', 'unlucky', '14'])
})

test('a single item that fails is tried once', async () => {
  let runs = 0
  const work = group<number, number>(async () => {
    runs++
    throw new Error('no')
  }, OPTIONS)
  await expect(work(1)).rejects.toThrow('no')
  expect(runs).toBe(1)
})

test('no more runs are under way at once than allowed, and what waits is counted', async () => {
  const { open, opened } = gate()
  let running = 0
  let most = 0
  const work = group<number, number>(
    async (items) => {
      most = Math.max(most, ++running)
      await opened
      running--
      return items
    },
    { ...OPTIONS, maxWeight: 1 },
  )
  const all = Promise.all([1, 2, 3, 4, 5].map(work))
  while (running < 2) await delay(1)
  await delay(20)
  expect([running, work.waiting]).toEqual([2, 3])
  open()
  expect(await all).toEqual([1, 2, 3, 4, 5])
  expect([most, work.waiting]).toEqual([2, 0])
})

test('a run takes no more weight than allowed, but always one item', async () => {
  const runs: number[][] = []
  const work = group<number, number>(
    async (items) => {
      runs.push(items)
      return items
    },
    { windowMilliseconds: 1, concurrency: 1, maxWeight: 10, weigh: (item) => item },
  )
  await Promise.all([4, 6, 1, 50, 2].map(work))
  expect(runs).toEqual([[4, 6], [1], [50], [2]])
})
