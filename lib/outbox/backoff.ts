const FIRST_SECONDS = 30
const LONGEST_SECONDS = 4 * 3600

/**
 * Tries before what is in an outbox is a dead letter: together some 12 hours, well within the 24 for which mail providers know a key
 * again.
 */
export const MAX_ATTEMPTS = 12

/** Seconds until the next try after the `attempt`-th one: doubling from half a minute to four hours, spread by a quarter. */
export function retryAfterSeconds(attempt: number, random: number): number {
  const seconds = Math.min(FIRST_SECONDS * 2 ** (attempt - 1), LONGEST_SECONDS)
  return Math.round(seconds * (0.75 + random / 2))
}
