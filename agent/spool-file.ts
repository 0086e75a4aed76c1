import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Report, reportSchema } from '@/lib/agent-protocol/schema'
import { readIfThere, syncFolder, writeWhole } from './files'

const ackSchema = z.object({ offset: z.int().nonnegative(), finished: z.boolean() })

/** How far the portal has acknowledged a file: bytes from its beginning, and whether `finished` lies before that. */
export type Ack = z.infer<typeof ackSchema>

/** One line of a spool file. `report` is null where the line is no report (a disk that lost its mind). `end` is a byte offset. */
export type Line = { text: string; report: Report | null; end: number }

/** The reports of one backup: one JSON line each, only ever appended, and beside it how far they are acknowledged. */
export class SpoolFile {
  readonly #ackPath: string

  constructor(
    readonly path: string,
    readonly backupId: string,
  ) {
    this.#ackPath = `${path.slice(0, -'.jsonl'.length)}.ack`
  }

  /** Adds one report. `durable` waits until the disk has it. Adds all of it or, throwing, nothing. */
  append(report: Report, durable: boolean): number {
    const isNew = !existsSync(this.path)
    const file = openSync(this.path, 'a', 0o600)
    const before = fstatSync(file).size
    const line = Buffer.from(`${JSON.stringify(report)}\n`)
    try {
      if (writeSync(file, line) !== line.length) throw new Error('the disk took only a part of a report')
      if (durable) fdatasyncSync(file)
    } catch (error) {
      ftruncateSync(file, before)
      throw error
    } finally {
      closeSync(file)
    }
    if (isNew) syncFolder(dirname(this.path))
    return line.length
  }

  /** Waits until the disk has all that was appended. */
  sync(): void {
    const file = openSync(this.path, 'r+')
    try {
      fdatasyncSync(file)
    } finally {
      closeSync(file)
    }
  }

  /** The whole lines after a byte offset; a last line without its end is not there yet. */
  lines(from: number = 0): Line[] {
    const bytes = readFrom(this.path, from)
    const lines: Line[] = []
    let start = 0
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      const text = bytes.toString('utf8', start, end)
      lines.push({ text, report: parseReport(text), end: from + end + 1 })
      start = end + 1
    }
    return lines
  }

  /** Cuts off a last line that a crash left without its end. Only for a file that nobody writes. */
  mend(): void {
    const size = this.lines().at(-1)?.end ?? 0
    const file = openSync(this.path, 'r+')
    try {
      ftruncateSync(file, size)
      fdatasyncSync(file)
    } finally {
      closeSync(file)
    }
  }

  bytes(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0
  }

  ack(): Ack {
    const text = readIfThere(this.#ackPath)
    if (text === null) return { offset: 0, finished: false }
    const ack = parseAck(text)
    // Sending again is harmless, believing a damaged file is not.
    return ack && ack.offset <= this.bytes() ? ack : { offset: 0, finished: false }
  }

  acknowledge(ack: Ack): void {
    if (ack.finished) this.remove()
    else writeWhole(this.#ackPath, JSON.stringify(ack))
  }

  remove(): void {
    // In this order: an offset without its file is harmless, a file without its offset is sent twice.
    rmSync(this.path, { force: true })
    rmSync(this.#ackPath, { force: true })
  }
}

function parseAck(text: string): Ack | null {
  try {
    return ackSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function parseReport(text: string): Report | null {
  try {
    return reportSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function readFrom(path: string, from: number): Buffer {
  if (from === 0) return readFileSync(path)
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from))
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from))
  } finally {
    closeSync(file)
  }
}
