import { MAX_RESTORE_ERRORS, type RestoreProgress } from '@/lib/agent-protocol/restore'

const TELL_EVERY_MS = 2000
const MAX_MESSAGE = 1000

/** What a restore has done so far, told to the portal every other second. */
export class Tally {
  readonly counts: RestoreProgress = {
    ...{ filesTotal: 0, filesDone: 0, bytesTotal: 0, bytesDone: 0, filesSkipped: 0, filesFailed: 0 },
    errors: [],
  }
  #toldAt = 0

  constructor(readonly tell: (progress: RestoreProgress) => void) {}

  /** `staged` is what the engine has brought so far, which counts half: it is not in its place yet. */
  staged(files: number, bytes: number): void {
    this.counts.filesDone = Math.min(files, this.counts.filesTotal)
    this.counts.bytesDone = Math.min(bytes, this.counts.bytesTotal)
    this.#tellNow()
  }

  done(files: number, bytes: number): void {
    this.counts.filesDone += files
    this.counts.bytesDone += bytes
    this.#tellNow()
  }

  skipped(): void {
    this.counts.filesSkipped += 1
    this.#tellNow()
  }

  failed(path: string, message: string): void {
    this.counts.filesFailed += 1
    if (this.counts.errors.length < MAX_RESTORE_ERRORS) this.counts.errors.push({ path, message: message.slice(0, MAX_MESSAGE) })
    this.#tellNow()
  }

  end(): void {
    this.#toldAt = 0
    this.#tellNow()
  }

  #tellNow(): void {
    if (Date.now() - this.#toldAt < TELL_EVERY_MS) return
    this.#toldAt = Date.now()
    this.tell({ ...this.counts, errors: [...this.counts.errors] })
  }
}
