import { retryAfterSeconds } from '@/lib/outbox/backoff'

const TROUBLED_FAILURES = 3
const LONGEST_PAUSE_SECONDS = 3_600
const OFF_AFTER_DAYS = 3
const OFF_FAILURES = 10
const DAY = 86_400_000
const GONE = 410

/** Whether a webhook has failed so often in a row that it gets one delivery at a time, to see whether it is back. */
export const isTroubled = (failures: number): boolean => failures >= TROUBLED_FAILURES

/** For how long a webhook is left alone after its `failures`-th failure in a row: so that what waits for it costs it and us nothing. */
export const pauseAfterSeconds = (failures: number, random: number): number =>
  isTroubled(failures) ? Math.min(retryAfterSeconds(failures - TROUBLED_FAILURES + 1, random), LONGEST_PAUSE_SECONDS) : 0

/** Why a webhook is switched off by itself, if it is to be: it says that it is gone for good (410), or has failed for three days. */
export function offReason(status: number | null, failures: number, failingSince: Date, now: Date): 'gone' | 'failing' | null {
  if (status === GONE) return 'gone'
  return failures >= OFF_FAILURES && now.getTime() - failingSince.getTime() >= OFF_AFTER_DAYS * DAY ? 'failing' : null
}
