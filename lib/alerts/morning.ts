/** The hour of the reseller's time zone at which its day is told. */
export const DIGEST_HOUR = 7
const DAY = 86_400_000

/**
 * The next instant after `now` at which it is `DIGEST_HOUR` in a time zone. A day of 23 or 25 hours has one such instant like any other.
 */
export function nextMorning(timeZone: string, now: Date): Date {
  const local = now.getTime() + offset(timeZone, now)
  const midnight = local - (((local % DAY) + DAY) % DAY)
  for (const day of [0, 1, 2]) {
    const morning = instantOf(timeZone, midnight + day * DAY + DIGEST_HOUR * 3_600_000)
    if (morning > now) return morning
  }
  throw new Error(`no morning in ${timeZone}`)
}

/** The instant at which the clocks of a time zone show `local`, milliseconds as if they were UTC. */
function instantOf(timeZone: string, local: number): Date {
  const near = new Date(local - offset(timeZone, new Date(local)))
  return new Date(local - offset(timeZone, near))
}

/** How far the clocks of a time zone are ahead of UTC, in milliseconds. */
function offset(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(at.getTime() / 1000) * 1000
}
