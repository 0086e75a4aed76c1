import { expect, test } from 'vitest'
import { cronOf, hourSteps, type ScheduleChoice, scheduleChoice } from '@/lib/configs/schedule-choice'

const choices: [string | null, ScheduleChoice][] = [
  [null, { kind: 'none' }],
  ['0 21 * * *', { kind: 'daily', time: '21:00' }],
  ['5 7 * * *', { kind: 'daily', time: '07:05' }],
  ['30 22 * * 1-5', { kind: 'workdays', time: '22:30' }],
  ['0 3 * * 0', { kind: 'weekly', weekday: 0, time: '03:00' }],
  ['0 3 * * 6', { kind: 'weekly', weekday: 6, time: '03:00' }],
  ['0 * * * *', { kind: 'hourly', hours: 1 }],
  ['0 */12 * * *', { kind: 'hourly', hours: 12 }],
  ['*/2 * * * *', { kind: 'custom', cron: '*/2 * * * *' }],
  ['0 */5 * * *', { kind: 'custom', cron: '0 */5 * * *' }],
  ['0 21 1 * *', { kind: 'custom', cron: '0 21 1 * *' }],
  ['99 99 * * *', { kind: 'custom', cron: '99 99 * * *' }],
]

test.each(choices)('%j is a choice of the form, and back again', (cron, choice) => {
  expect(scheduleChoice(cron)).toEqual(choice)
  expect(cronOf(choice)).toBe(cron)
})

test('other ways to write the same are understood', () => {
  expect(scheduleChoice('0 21 * * MON-FRI')).toEqual({ kind: 'workdays', time: '21:00' })
  expect(scheduleChoice('0 21 * * 7')).toEqual({ kind: 'weekly', weekday: 0, time: '21:00' })
  expect(scheduleChoice('00 07 * * *')).toEqual({ kind: 'daily', time: '07:00' })
})

test('each step that the form offers comes round at the same hours each day', () => {
  for (const hours of hourSteps) expect(24 % hours).toBe(0)
})

test.each(['', '9h', '24:00', '12:60', '1:5'])('a time such as %j is no expression', (time) => {
  expect(cronOf({ kind: 'daily', time })).toBe('? * * *')
})
