import { expect, test } from 'vitest'
import { type Params, periodQuery, readPeriod, withQuery } from '@/app/_components/statistics/period-address'

const NOW = new Date('2026-11-22T10:00:00Z')
const read = (params: Params) => readPeriod(params, 'Europe/Paris', NOW, '30')
const lastMonth = { choice: '30', period: { from: '2026-10-24', to: '2026-11-22' } }

test('nothing asked for is the usual period', () => expect(read({})).toEqual(lastMonth))

test('a preset is so many days up to today', () =>
  expect(read({ days: '7' })).toEqual({ choice: '7', period: { from: '2026-11-16', to: '2026-11-22' } }))

test('two dates are a period of their own, also without saying so', () => {
  const asked = { choice: 'custom', period: { from: '2026-01-01', to: '2026-01-31' } }
  expect(read({ days: 'custom', from: '2026-01-01', to: '2026-01-31' })).toEqual(asked)
  expect(read({ from: '2026-01-01', to: '2026-01-31' })).toEqual(asked)
})

test('a preset goes before dates that a form has left in the address', () =>
  expect(read({ days: '7', from: '2026-01-01', to: '2026-01-31' }).choice).toBe('7'))

test.each<Params>([
  { days: '12' },
  { days: ['7', '30'] },
  { from: '2026-02-30', to: '2026-03-01' },
  { from: '2026-02-02', to: '2026-02-01' },
  { from: '1900-01-01', to: '2026-02-01' },
])('what makes no sense is the usual period: %j', (params) => expect(read(params)).toEqual(lastMonth))

test('two dates that make no sense stay two dates to mend, of the usual period', () =>
  expect(read({ days: 'custom', from: 'x', to: 'y' })).toEqual({ ...lastMonth, choice: 'custom' }))

test('an address carries the choice, with dates only where they are one', () => {
  expect(periodQuery('7', lastMonth.period)).toEqual({ days: '7' })
  expect(withQuery('/logs', { ...periodQuery('custom', lastMonth.period), q: '', contract: null })).toBe(
    '/logs?days=custom&from=2026-10-24&to=2026-11-22',
  )
  expect(withQuery('/logs', { q: null })).toBe('/logs')
})
