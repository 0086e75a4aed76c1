import { expect, test } from 'vitest'
import { readLogSearch } from '@/app/_components/logs/log-search-address'
import { marked } from '@/app/_components/logs/marked'
import { nextMatch } from '@/app/_components/logs/use-matches'

test('a message is cut where the text stands in it, whatever its case', () => {
  expect(marked('Disque plein, disque', 'disque').map(({ text, hit }) => [text, hit])).toEqual([
    ['Disque', true],
    [' plein, ', false],
    ['disque', true],
  ])
  expect(marked('abc', '')).toEqual([{ text: 'abc', hit: false, at: 0 }])
  expect(marked('a.c abc', '.').filter(({ hit }) => hit)).toHaveLength(1)
  expect(marked('', 'x').map(({ text }) => text)).toEqual([''])
})

test('the next match goes round the end, and there may be none', () => {
  expect(nextMatch([2, 5, 9], 5, 1)).toBe(9)
  expect(nextMatch([2, 5, 9], 9, 1)).toBe(2)
  expect(nextMatch([2, 5, 9], 2, -1)).toBe(9)
  expect(nextMatch([2, 5, 9], -1, 1)).toBe(2)
  expect(nextMatch([], 3, 1)).toBeNull()
})

test('an address of the logs that makes no sense is as if it were not there', () => {
  const read = (params: Record<string, string>) => readLogSearch(params, 'Europe/Paris', new Date('2026-11-22T10:00:00Z'))
  expect(read({}).input).toEqual({
    text: '',
    errorsOnly: false,
    period: { from: '2026-11-16', to: '2026-11-22' },
    contractId: null,
    machineId: null,
    before: null,
  })
  expect(read({ q: 'x'.repeat(300), before: "1'; drop", contract: 'nobody', errors: 'yes' }).input).toMatchObject({
    text: '',
    before: null,
    contractId: null,
    errorsOnly: false,
  })
  expect(read({ q: ' disque\u0000plein ', errors: '1' })).toMatchObject({
    input: { text: 'disque plein', errorsOnly: true },
    query: { q: 'disque plein', errors: '1', days: '7' },
  })
})
