import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffLine, diffHunks, diffLines } from '@/lib/configs/line-diff'

const SIGNS = { same: ' ', added: '+', removed: '-' }
const drawn = (lines: DiffLine[]) => lines.map(({ kind, text }) => `${SIGNS[kind]}${text}`)
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('')

test('a changed line is taken out and put in where it stands', () => {
  expect(diffLines(lines('a', 'b', 'c'), lines('a', 'x', 'c'))).toEqual([
    { kind: 'same', text: 'a', before: 1, after: 1 },
    { kind: 'removed', text: 'b', before: 2, after: null },
    { kind: 'added', text: 'x', before: null, after: 2 },
    { kind: 'same', text: 'c', before: 3, after: 3 },
  ])
})

test('as little as possible counts as changed', () => {
  expect(drawn(diffLines(lines('a', 'b', 'c', 'd'), lines('b', 'x', 'c', 'd', 'e')))).toEqual(['-a', ' b', '+x', ' c', ' d', '+e'])
})

test('from nothing, to nothing, and from the same to the same', () => {
  expect(drawn(diffLines('', lines('a')))).toEqual(['+a'])
  expect(drawn(diffLines(lines('a'), ''))).toEqual(['-a'])
  expect(drawn(diffLines(lines('a'), 'a'))).toEqual([' a'])
  expect(diffLines('', '')).toEqual([])
})

test('hunks keep three lines around, and what lies close together stays together', () => {
  const many = Array.from({ length: 40 }, (_, n) => `line ${n}`)
  const changed = many.map((line, n) => ([5, 9, 30].includes(n) ? `${line}!` : line))
  const hunks = diffHunks(diffLines(lines(...many), lines(...changed)))
  expect(hunks.map((hunk) => [hunk[0]?.text, hunk.at(-1)?.text])).toEqual([
    ['line 2', 'line 12'],
    ['line 27', 'line 33'],
  ])
  expect(diffHunks(diffLines('a', 'a'))).toEqual([])
})

test('thousands of lines on each side are compared at once', () => {
  const side = (letter: string) => lines(...Array.from({ length: 8000 }, (_, n) => `${letter}${n}`))
  expect(diffLines(side('a'), side('b'))).toHaveLength(16_000)
})

test('either text can be read off the comparison, numbered from 1', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 }).map((parts) => parts.join('\n'))
  const normal = (value: string) => (value.endsWith('\n') ? value.slice(0, -1) : value)
  fc.assert(
    fc.property(text, text, (before, after) => {
      const compared = diffLines(before, after)
      const side = (not: DiffLine['kind']) => compared.filter(({ kind }) => kind !== not)
      expect(
        side('added')
          .map((line) => line.text)
          .join('\n'),
      ).toBe(normal(before))
      expect(
        side('removed')
          .map((line) => line.text)
          .join('\n'),
      ).toBe(normal(after))
      expect(side('added').map((line) => line.before)).toEqual(side('added').map((_, index) => index + 1))
      expect(side('removed').map((line) => line.after)).toEqual(side('removed').map((_, index) => index + 1))
    }),
  )
})
