import { getSystemErrorMap } from 'node:util'
import { parseObject } from './text'

/** What restic says with `--json`, in the parts that 0.14 to 0.18 have in common. Bytes, seconds. */
export type ResticLine =
  | {
      type: 'status'
      percent: number
      filesDone: number
      filesTotal: number
      bytesDone: number
      bytesTotal: number
      currentFiles: string[]
    }
  | {
      type: 'summary'
      filesNew: number
      filesChanged: number
      filesUnmodified: number
      filesProcessed: number
      bytesProcessed: number
      bytesAdded: number
      snapshotId: string | null
    }
  | { type: 'unreadable'; item: string; reason: string }
  | { type: 'fatal'; reason: string }
  | { type: 'other'; text: string }

export type ResticSummary = Extract<ResticLine, { type: 'summary' }>

/** Reads one line of restic's standard output or error. Never throws: what it does not know is `other`. */
export function parseResticLine(line: string): ResticLine {
  const message = parseObject(line)
  if (!message) {
    const fatal = /^Fatal: (.+)$/.exec(line.trim())?.[1]
    return fatal ? { type: 'fatal', reason: fatal } : { type: 'other', text: line.trim() }
  }
  switch (message.message_type) {
    case 'status':
      return status(message)
    case 'summary':
      return summary(message)
    case 'error':
      return { type: 'unreadable', item: string(message.item), reason: errorReason(message.error) }
    case 'exit_error':
      return { type: 'fatal', reason: string(message.message).replace(/^Fatal: /, '') }
    default:
      return { type: 'other', text: line.trim() }
  }
}

/** restic leaves out what is zero. */
function status(message: Record<string, unknown>): ResticLine {
  const files = Array.isArray(message.current_files) ? message.current_files : []
  const share = typeof message.percent_done === 'number' ? message.percent_done : 0
  return {
    type: 'status',
    percent: Math.min(100, Math.max(0, Math.round(share * 10_000) / 100)),
    filesDone: count(message.files_done),
    filesTotal: count(message.total_files),
    bytesDone: count(message.bytes_done),
    bytesTotal: count(message.total_bytes),
    currentFiles: files.filter((file): file is string => typeof file === 'string'),
  }
}

function summary(message: Record<string, unknown>): ResticLine {
  const id = string(message.snapshot_id)
  return {
    type: 'summary',
    filesNew: count(message.files_new),
    filesChanged: count(message.files_changed),
    filesUnmodified: count(message.files_unmodified),
    filesProcessed: count(message.total_files_processed),
    bytesProcessed: count(message.total_bytes_processed),
    bytesAdded: count(message.data_added),
    snapshotId: /^[0-9a-f]{8,64}$/.test(id) ? id : null,
  }
}

/** restic 0.14 prints Go's error as it lies in memory (`Err` is the system's number), 0.17 and later a message. */
function errorReason(error: unknown): string {
  if (typeof error !== 'object' || error === null) return string(error) || 'error'
  const { message, Err } = error as Record<string, unknown>
  if (typeof message === 'string') return message
  const known = typeof Err === 'number' ? getSystemErrorMap().get(-Err) : undefined
  return known?.[1] ?? (string(Err) || JSON.stringify(error))
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
