import { appendFileSync, renameSync, statSync } from 'node:fs'
import type { Secrets } from './secrets'
import { cleanLine } from './text'

export type Level = 'info' | 'warning' | 'error'

const MAX_LOG_BYTES = 1024 * 1024

/** The agent's own log: a file of at most 1 MiB with one older file beside it, and concise lines for the person at the terminal. */
export class AgentLog {
  readonly #last = new Map<string, string>()

  constructor(
    readonly path: string,
    readonly secrets: Secrets,
    readonly print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {}

  /** Goes to the file and to the terminal. */
  say(message: string, level: Level = 'info'): void {
    const line = this.note(message, level)
    this.print(`${new Date().toTimeString().slice(0, 8)} ${line}`)
  }

  /** Says it unless it was the last thing said on this matter, whoever said it. */
  sayNews(matter: string, message: string, level: Level = 'info'): void {
    if (this.#last.get(matter) !== message) this.say(message, level)
    this.#last.set(matter, message)
  }

  /** Goes to the file only. Returns the line as written, without secrets. */
  note(message: string, level: Level = 'info'): string {
    const line = cleanLine(this.secrets.redact(message), 16_384)
    try {
      if (sizeOf(this.path) > MAX_LOG_BYTES) renameSync(this.path, `${this.path}.1`)
      appendFileSync(this.path, `${new Date().toISOString()} ${level} ${line}\n`, { mode: 0o600 })
    } catch {
      // A full disk must not stop a backup that could still succeed.
    }
    return line
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
