import type { FinishedEvent, ReportEvent } from '@/lib/agent-protocol/schema'
import type { Agent } from './agent'
import type { Level } from './agent-log'
import { MAX_BACKUP_BYTES, MAX_SPOOL_BYTES } from './spool'
import type { SpoolFile } from './spool-file'
import { cleanLine } from './text'

const MAX_LINES = 500
const MAX_LINE_LENGTH = 4096
const MAX_REPORT_LENGTH = 200_000
const MAX_FILES = 64

type ProgressEvent = Extract<ReportEvent, { type: 'progress' }>
type LogLine = { at: string; level: Level; message: string }

/** Writes the reports of one backup to the spool, numbered from 1 without a gap, bounded to what the portal takes. */
export class BackupReport {
  readonly #file: SpoolFile
  #seq: number
  #room: number
  #lines: LogLine[] = []
  #length = 0
  #full = false
  /** Where the last progress report ends in the file: the next one waits until the portal has it. */
  #progressEnd = 0

  constructor(
    readonly agent: Pick<Agent, 'spool' | 'secrets' | 'clock' | 'text'>,
    readonly backupId: string,
    lastSeq: number = 0,
  ) {
    this.#file = agent.spool.file(backupId)
    this.#seq = lastSeq
    this.#room = Math.min(MAX_BACKUP_BYTES, MAX_SPOOL_BYTES - agent.spool.bytes())
  }

  started(trigger: 'schedule' | 'manual' | 'command', at: Date): void {
    this.#append({ type: 'started', trigger }, at, true)
  }

  /** Skipped while an earlier one is unsent, so that progress does not pile up while the portal is away. */
  progress(event: Omit<ProgressEvent, 'type'>): void {
    if (this.#room <= 0 || this.#file.ack().offset < this.#progressEnd) return
    this.flush()
    const currentFiles = event.currentFiles.slice(0, MAX_FILES).map((file) => cleanLine(file, 4096))
    this.#append({ ...event, type: 'progress', currentFiles }, this.#now(), false)
    this.#progressEnd = this.#file.bytes()
  }

  /** Lines gather in memory until `flush`, which is due each second. */
  log(message: string, level: Level = 'info'): void {
    const line = cleanLine(this.agent.secrets.redact(message), MAX_LINE_LENGTH)
    this.#lines.push({ at: this.#now().toISOString(), level, message: line })
    this.#length += line.length
    if (this.#lines.length >= MAX_LINES || this.#length >= MAX_REPORT_LENGTH) this.flush()
  }

  flush(): void {
    const lines = this.#lines
    this.#lines = []
    this.#length = 0
    if (lines.length === 0 || this.#full) return
    this.#full = this.#room <= 0
    const last = { at: this.#now().toISOString(), level: 'warning' as const, message: this.agent.text.moreLines }
    this.#append({ type: 'log', lines: this.#full ? [last] : lines }, this.#now(), true)
  }

  finished(event: Omit<FinishedEvent, 'type'>): void {
    this.flush()
    const error = event.error === null ? null : cleanLine(this.agent.secrets.redact(event.error), 4096)
    this.#append({ ...event, type: 'finished', error }, this.#now(), true)
  }

  #now(): Date {
    return this.agent.clock.now()
  }

  #append(event: ReportEvent, at: Date, durable: boolean): void {
    const report = { backupId: this.backupId, seq: this.#seq + 1, at: at.toISOString(), event }
    try {
      this.#room -= this.#file.append(report, durable)
      this.#seq += 1
    } catch (error) {
      // Without its beginning or its end a backup is not reported at all; without a line of its log it still is.
      if (event.type === 'started' || event.type === 'finished') throw error
    }
  }
}
