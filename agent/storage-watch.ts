import { isTimeout } from './network'
import type { Repository } from './restic'
import { probeStorage } from './storage'
import { wait } from './wait'

const PROBE_EVERY_MS = 5000
/** restic itself would try for a quarter of an hour. */
export const UNREACHABLE_AFTER_MS = 35_000

/** Why work on the repository was broken off. */
export type Halt = 'cancelled' | 'unreachable' | 'suspended' | 'unknown_key'

/** Looks after the storage while restic works. `signal` fires when there is no use in going on; `halt` then says why. */
export class StorageWatch {
  readonly #controller = new AbortController()
  readonly signal = this.#controller.signal
  halt: Halt | null = null
  #reachedAt = Date.now()
  #advanced = false
  readonly #cancelled: () => void

  constructor(
    readonly repository: Repository,
    readonly stop: AbortSignal,
  ) {
    this.#cancelled = () => this.#end('cancelled')
    stop.addEventListener('abort', this.#cancelled)
    if (stop.aborted) this.#end('cancelled')
    void this.#look()
  }

  /** restic got further: on a line that it fills to the brim, a late probe is no sign of trouble. */
  advanced(): void {
    this.#advanced = true
  }

  close(): void {
    this.stop.removeEventListener('abort', this.#cancelled)
    this.#controller.abort()
  }

  async #look(): Promise<void> {
    while (!this.signal.aborted) {
      await wait(PROBE_EVERY_MS, this.signal)
      if (this.signal.aborted) return
      this.#advanced = false
      const probe = await probeStorage(this.repository, this.signal)
      if (this.signal.aborted) return
      if (probe.kind === 'suspended' || probe.kind === 'unknown_key') return this.#end(probe.kind)
      if (probe.kind !== 'away' || (isTimeout(probe.reason) && this.#advanced)) this.#reachedAt = Date.now()
      else if (Date.now() - this.#reachedAt >= UNREACHABLE_AFTER_MS) this.#end('unreachable')
    }
  }

  #end(halt: Halt): void {
    this.halt ??= halt
    this.#controller.abort()
  }
}
