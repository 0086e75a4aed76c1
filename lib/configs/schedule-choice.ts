/** How people say when to back up; `custom` is a cron expression that none of the others is. */
export type ScheduleChoice =
  | { kind: 'none' }
  | { kind: 'daily'; time: string }
  | { kind: 'workdays'; time: string }
  | { kind: 'weekly'; weekday: number; time: string }
  | { kind: 'hourly'; hours: number }
  | { kind: 'custom'; cron: string }

export const scheduleKinds = ['none', 'daily', 'workdays', 'weekly', 'hourly', 'custom'] as const
/** Steps that come round each day at the same hours. */
export const hourSteps = [1, 2, 3, 4, 6, 8, 12] as const

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/
const CRON_AT = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|MON-FRI|[0-7])$/i
const CRON_HOURS = /^0 \*(?:\/(\d{1,2}))? \* \* \*$/

/** A cron expression as a choice of the form. Weekdays count from 0, Sunday. */
export function scheduleChoice(cron: string | null): ScheduleChoice {
  if (cron === null) return { kind: 'none' }
  const hours = CRON_HOURS.exec(cron)
  const step = hours && Number(hours[1] ?? 1)
  if (step && hourSteps.some((known) => known === step)) return { kind: 'hourly', hours: step }
  const [whole, minute = '', hour = '', days = ''] = CRON_AT.exec(cron) ?? []
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (!whole || !TIME.test(time)) return { kind: 'custom', cron }
  if (days === '*') return { kind: 'daily', time }
  return days.includes('-') ? { kind: 'workdays', time } : { kind: 'weekly', weekday: Number(days) % 7, time }
}

/** The cron expression of a choice; null for none. A time that is none gives an expression that is none, for the schema to refuse. */
export function cronOf(choice: ScheduleChoice): string | null {
  switch (choice.kind) {
    case 'none':
      return null
    case 'daily':
      return `${clock(choice.time)} * * *`
    case 'workdays':
      return `${clock(choice.time)} * * 1-5`
    case 'weekly':
      return `${clock(choice.time)} * * ${choice.weekday}`
    case 'hourly':
      return choice.hours === 1 ? '0 * * * *' : `0 */${choice.hours} * * *`
    case 'custom':
      return choice.cron
  }
}

function clock(time: string): string {
  const [, hour, minute] = TIME.exec(time) ?? []
  return hour && minute ? `${Number(minute)} ${Number(hour)}` : '?'
}
