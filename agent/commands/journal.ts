import { existsSync, renameSync } from 'node:fs'
import { z } from 'zod'
import { readIfThere, writeWhole } from '@/agent/files'
import { type Command, type CommandStatus, commandStatuses } from '@/lib/agent-protocol/commands'
import type { RestoreProgress } from '@/lib/agent-protocol/restore'
import type { PollRequest } from '@/lib/agent-protocol/schema'

const resultSchema = z.object({ status: z.enum(commandStatuses), detail: z.string().nullable() })
const entrySchema = z.object({
  id: z.string(),
  kind: z.string(),
  begunAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** Null while it is being carried out. */
  result: resultSchema.nullable(),
  /** Whether the portal has what there is to say. */
  told: z.boolean(),
})
const journalSchema = z.array(entrySchema)

type Entry = z.infer<typeof entrySchema>
export type CommandResult = { status: Exclude<CommandStatus, 'running'>; detail: string | null }
export type Answers = PollRequest['results']

const MAX_ANSWERS = 100
const MAX_DETAIL = 4096
const DAY_MS = 24 * 3_600_000
/** How long an ended command is remembered beyond its own expiry, after which the agent would refuse it anyway. */
const KEPT_MS = 7 * DAY_MS
const KEPT_WITHOUT_EXPIRY_MS = 365 * DAY_MS

/**
 * Which of the portal's commands this machine has begun and what came of them, on disk before anything is done: a command that is
 * delivered again, after a lost answer or a crash, is answered with the kept result and never carried out twice.
 */
export class CommandJournal {
  #entries: Map<string, Entry>
  /** Not on disk: after a crash it is worth nothing. */
  readonly #progress = new Map<string, RestoreProgress>()

  constructor(readonly path: string) {
    this.#entries = new Map(read(path).map((entry) => [entry.id, entry]))
  }

  /** Remembers a command as begun. False when it was known: then what there is to say of it is told again. Throws when the disk fails. */
  begin({ id, kind, expiresAt }: Command, now: Date): boolean {
    const known = this.#entries.get(id)
    if (!known) this.#prune(now)
    this.#keep(
      known ? { ...known, told: false } : { id, kind, begunAt: now.toISOString(), expiresAt: expiresAt ?? null, result: null, told: false },
    )
    return known === undefined
  }

  end(id: string, { status, detail }: CommandResult): void {
    const entry = this.#entries.get(id)
    if (!entry || entry.result) return
    this.#keep({ ...entry, result: { status, detail: detail?.slice(0, MAX_DETAIL) ?? null }, told: false })
  }

  /** How far a command is, told beside its status with the next answers. */
  tell(id: string, progress: RestoreProgress): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#progress.set(id, progress)
    this.#entries.set(id, { ...entry, told: false })
  }

  /** Ends what a process that died was carrying out. */
  endInterrupted(detail: string): void {
    for (const { id, result } of [...this.#entries.values()]) if (!result) this.end(id, { status: 'failed', detail })
  }

  /** What the portal has not taken yet, oldest first. */
  answers(): Answers {
    const waiting = [...this.#entries.values()].filter(({ told }) => !told)
    return waiting.slice(0, MAX_ANSWERS).map((entry) => answer(entry, this.#progress.get(entry.id)))
  }

  /** The portal has these. One that has changed meanwhile stays to be told. */
  told(answers: Answers): void {
    for (const { commandId, status, restore } of answers) {
      const entry = this.#entries.get(commandId)
      const isLatest = this.#progress.get(commandId) === restore
      if (entry && answer(entry).status === status && isLatest) this.#entries.set(commandId, { ...entry, told: true })
      if (entry?.result && isLatest) this.#progress.delete(commandId)
    }
    try {
      if (answers.length > 0) this.#write()
    } catch {
      // A full disk: told again after the next start, which changes nothing.
    }
  }

  #keep(entry: Entry): void {
    const before = this.#entries
    this.#entries = new Map(before).set(entry.id, entry)
    try {
      this.#write()
    } catch (error) {
      this.#entries = before
      throw error
    }
  }

  #prune(now: Date): void {
    for (const [id, { result, told, begunAt, expiresAt }] of this.#entries) {
      const until = expiresAt === null ? Date.parse(begunAt) + KEPT_WITHOUT_EXPIRY_MS : Date.parse(expiresAt) + KEPT_MS
      if (result && told && until < now.getTime()) this.#entries.delete(id)
    }
  }

  #write(): void {
    writeWhole(this.path, `${JSON.stringify([...this.#entries.values()], null, 2)}\n`)
  }
}

const answer = ({ id, result }: Entry, restore?: RestoreProgress): Answers[number] => ({
  commandId: id,
  status: result?.status ?? 'running',
  detail: result?.detail ?? null,
  ...(restore && { restore }),
})

function read(path: string): Entry[] {
  const text = readIfThere(path)
  if (text === null) return []
  try {
    return journalSchema.parse(JSON.parse(text))
  } catch {
    // Replaced whole each time, so only a failing disk or a person gets it here: put aside for that person.
    if (existsSync(path)) renameSync(path, `${path}.damaged`)
    return []
  }
}
