import { expect, test } from 'vitest'
import { toCsv } from '@/lib/statistics/csv'

const linesOf = (csv: string) => csv.replace('\ufeff', '').split('\r\n')

test('begins with a byte order mark and ends each line as spreadsheets expect', () => {
  expect(toCsv(['Début'], [['é']], 'fr')).toBe('\ufeffDébut\r\né\r\n')
})

test('separates and writes figures as the spreadsheets of the language do', () => {
  expect(linesOf(toCsv(['a', 'b'], [[1.5, 2]], 'fr'))).toEqual(['a;b', '1,5;2', ''])
  expect(linesOf(toCsv(['a', 'b'], [[1.5, 2]], 'en'))).toEqual(['a,b', '1.5,2', ''])
})

test('writes instants in UTC and nothing as nothing', () => {
  expect(linesOf(toCsv(['a', 'b'], [[new Date('2026-11-22T09:00:00Z'), null]], 'fr'))[1]).toBe('2026-11-22T09:00:00.000Z;')
})

test('quotes what would end a cell', () => {
  expect(linesOf(toCsv(['a'], [['one;two'], ['say "hi"']], 'fr')).slice(1, 3)).toEqual(['"one;two"', '"say ""hi"""'])
  expect(toCsv(['a'], [['two\nlines']], 'en')).toContain('"two\nlines"')
})

test('quotes the separators of other spreadsheets too, so that none splits off the tail of a text', () => {
  for (const text of ['pt,=1+1', 'pt;=1+1', 'pt\t=1+1']) {
    for (const locale of ['fr', 'en'] as const) expect(linesOf(toCsv(['a'], [[text]], locale))[1]).toBe(`"${text}"`)
  }
})

test.each(['=1+1', '+33 4', '-2', '@cmd', '\tx', '\rx'])('a text that a spreadsheet would run is made harmless: %j', (text) => {
  expect(toCsv(['a'], [[text]], 'fr')).toContain(`'${text}`)
})

test('a negative figure stays a figure, and a heading is made harmless too', () => {
  expect(linesOf(toCsv(['=a'], [[-2]], 'fr'))).toEqual(["'=a", '-2', ''])
})
