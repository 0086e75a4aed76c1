/** Delays that double with each failure, with jitter so that a fleet does not come back all at once. */
export class Backoff {
  #failures = 0

  constructor(
    readonly firstMs: number,
    readonly longestMs: number,
  ) {}

  /** Milliseconds to wait after one more failure; the server's own wish (seconds) is a lower bound, believed up to an hour. */
  next(retryAfterSeconds: number | null = null): number {
    const full = Math.min(this.longestMs, this.firstMs * 2 ** Math.min(this.#failures, 30))
    this.#failures += 1
    const own = full * (0.5 + Math.random() / 2)
    return retryAfterSeconds === null ? own : Math.max(own, Math.min(retryAfterSeconds, 3600) * 1000)
  }

  reset(): void {
    this.#failures = 0
  }
}
