import { appendFileSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MAX_BODY_BYTES, MAX_REPORTS, type Report } from '@/lib/agent-protocol/schema'
import { isMissing, makePrivateFolder } from './files'
import { type Ack, type Line, SpoolFile } from './spool-file'

/** Of all files together. Beyond it only `started` and `finished` are kept: some hundred bytes for a backup. */
export const MAX_SPOOL_BYTES = 64 * 1024 * 1024
/** Of one backup, so that one with a million errors leaves room for the next. */
export const MAX_BACKUP_BYTES = 8 * 1024 * 1024
const MAX_REJECTED_BYTES = 4 * 1024 * 1024
const BODY_MARGIN = 1024

/** A line and what becomes of it: sent as `report`, or set aside because it is `refused`. `isLast`: its backup has no more to say. */
type Entry = Line & { file: SpoolFile; refused: string | null; isLast: boolean }

/** Consecutive lines to be dropped together, once the portal has `reports`. */
export type Batch = { reports: Report[]; entries: Entry[] }

/**
 * The reports that the portal has not acknowledged, on disk: a file for each backup, named by its id and so in the order of
 * time. Any process may append to its own backup; only the holder of the sender lock takes batches.
 */
export class Spool {
  readonly #refused = new Map<string, string>()

  /** What the portal will never take, with its reason: one JSON line each, for a person to look at. */
  readonly rejectedPath: string

  constructor(readonly folder: string) {
    makePrivateFolder(folder)
    this.rejectedPath = join(folder, 'rejected.json-lines')
  }

  file(backupId: string): SpoolFile {
    return new SpoolFile(join(this.folder, `${backupId}.jsonl`), backupId)
  }

  /** The backups with something left, oldest first. */
  files(): SpoolFile[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith('.jsonl'))
    return names.sort().map((name) => this.file(name.slice(0, -'.jsonl'.length)))
  }

  bytes(): number {
    return this.files().reduce((sum, file) => sum + file.bytes(), 0)
  }

  /** How many reports wait for the portal. */
  pending(): number {
    return this.files().reduce((sum, file) => sum + unsent(file).length, 0)
  }

  /** The next reports, oldest backup first, at most `limit` and below 1 MiB; null when nothing waits. */
  nextBatch(limit: number = MAX_REPORTS): Batch | null {
    const batch: Batch = { reports: [], entries: [] }
    let room = MAX_BODY_BYTES - BODY_MARGIN
    for (const entry of this.#unsent()) {
      if (entry.report) {
        room -= Buffer.byteLength(entry.text) + 1
        // The first one always goes: if it alone is too large, the portal says so and it is set aside.
        if (batch.reports.length > 0 && (room < 0 || batch.reports.length >= limit)) break
        batch.reports.push(entry.report)
      }
      batch.entries.push(entry)
    }
    // On the disk before it is sent, so that no number is ever used for two reports.
    for (const file of new Set(batch.entries.map((entry) => entry.file))) file.sync()
    return batch.entries.length > 0 ? batch : null
  }

  /** Marks a report as one that the portal will never take. It goes to the rejected file when its turn to be dropped comes. */
  refuse(report: Report, reason: string): void {
    this.#refused.set(name(report), reason)
  }

  /** Drops a batch that the portal has. */
  acknowledge(batch: Batch): void {
    const acks = new Map<SpoolFile, Ack>()
    for (const { file, end, text, refused, isLast } of batch.entries) {
      if (refused !== null) this.#setAside(text, refused)
      acks.set(file, { offset: end, finished: isLast })
    }
    for (const [file, ack] of acks) file.acknowledge(ack)
  }

  *#unsent(): Iterable<Entry> {
    for (const file of this.files()) {
      for (const { text, report, end } of unsent(file)) {
        const refused = report === null ? 'not a report' : (this.#refused.get(name(report)) ?? null)
        yield { file, text, end, refused, report: refused === null ? report : null, isLast: report?.event.type === 'finished' }
      }
    }
  }

  #setAside(text: string, reason: string): void {
    const path = this.rejectedPath
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_REJECTED_BYTES) renameSync(path, `${path}.1`)
    appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), reason, report: text })}\n`, { mode: 0o600, flush: true })
  }
}

function unsent(file: SpoolFile): Line[] {
  try {
    return file.lines(file.ack().offset)
  } catch (error) {
    // Another process has just sent the last of it.
    if (isMissing(error)) return []
    throw error
  }
}

function name(report: Report): string {
  return `${report.backupId}/${report.seq}`
}
