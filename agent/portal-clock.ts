/** A machine's clock may be a little off; beyond this it is wrong. */
const TOLERANCE_MS = 60_000

/**
 * The true time as far as this machine can tell: its own clock, corrected by what the portal last said when the two are more than a
 * minute apart. Reports, backup ids and the schedule go by it, so a clock that is hours off does no harm.
 */
export class PortalClock {
  #offsetMs = 0

  /** Takes the portal's time, heard just now in answer to a request that took `tookMs`. */
  heard(serverTime: string, tookMs: number, localMs: number = Date.now()): void {
    const offset = Date.parse(serverTime) + tookMs / 2 - localMs
    if (!Number.isFinite(offset)) return
    this.#offsetMs = Math.abs(offset) > TOLERANCE_MS ? Math.round(offset) : 0
  }

  /** How far the machine's clock is behind the portal's, in milliseconds; 0 while they agree. */
  get offsetMs(): number {
    return this.#offsetMs
  }

  now(): Date {
    return this.at(Date.now())
  }

  /** The true time of an instant that the machine's clock called `localMs`. */
  at(localMs: number): Date {
    return new Date(localMs + this.#offsetMs)
  }
}
