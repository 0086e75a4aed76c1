import { parseArgs } from 'node:util'
import type { z } from 'zod'

/** The command line was not understood (exit 2). */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A command was understood and could not be done (exit 1). */
export class CommandError extends Error {
  override name = 'CommandError'
}

export type Options = Record<string, string | boolean | undefined>

/** One command of the command line: `options` names those that take a value, `flags` those that do not. */
export type Command = {
  summary: string
  options: readonly string[]
  required: readonly string[]
  flags?: readonly string[]
  /** Answers the object that --json prints, and the line that people read; null when all is written already. */
  run: (options: Options) => Promise<{ json: object; text: string | null }>
}

export function parseOptions(command: Command, args: string[]): Options {
  const known = Object.fromEntries([
    ...command.options.map((name) => [name, { type: 'string' as const }]),
    ...[...(command.flags ?? []), 'json', 'help'].map((name) => [name, { type: 'boolean' as const }]),
  ])
  try {
    const values = parseArgs({ args, options: known, allowPositionals: false }).values as Options
    const missing = values.help ? undefined : command.required.find((name) => values[name] === undefined)
    if (missing) throw new UsageError(`--${missing} is missing`)
    return values
  } catch (error) {
    // Of Node's own words the first line says what is wrong, the others how it wants a value that begins with a dash.
    throw error instanceof UsageError ? error : new UsageError((error instanceof Error ? error.message : String(error)).split('\n')[0])
  }
}

/** Fields whose option is called otherwise than they are. */
const OPTION_OF: Record<string, string> = {
  accentColor: 'color',
  allocatedBytes: 'volume',
  subscribedBytes: 'volume',
  spaceBytes: 'volume',
  clientEmail: 'email',
  clientLocale: 'locale',
  machineLimit: 'machines',
  administrationOption: 'administration',
  productName: 'name',
}

const optionOf = (path: PropertyKey[]): string => {
  const field = String(path.at(-1))
  return `--${OPTION_OF[field] ?? field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** What zod says in terms of its own, for a value that no schema of ours has words for. */
function sentenceOf({ code, message }: z.core.$ZodIssue): string {
  if (message.includes('expected number') || message.includes('expected int')) return 'is not a number'
  return code === 'invalid_format' && message.startsWith('Invalid string') ? 'has not the form that is expected' : message
}

/** Checks options against the schema of the command that they are for; `words` say a schema's codes in English. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, words: Record<string, string> = {}): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (!issue) throw new UsageError('The command line was not understood.')
  const fault = words[issue.message] ?? sentenceOf(issue)
  throw new UsageError(issue.path.length > 0 ? `${optionOf(issue.path)}: ${fault}` : `"${value}" ${fault}`)
}

const GIGABYTE = 1_000_000_000

/** Gigabytes as people write them ("20", "19,6") in bytes. */
export function gigabytes(value: string | boolean | undefined): number {
  const amount = Number(String(value).replace(',', '.'))
  if (!Number.isFinite(amount) || amount < 0) throw new UsageError(`"${value}" is not a volume in Go`)
  return Math.round(amount * GIGABYTE)
}

/** The value of a command that succeeded; its reason as one sentence otherwise. */
export function done<T>(result: { ok: true; value: T } | { ok: false; reason: string }, sentences: Record<string, string>): T {
  if (result.ok) return result.value
  throw new CommandError(sentences[result.reason] ?? result.reason)
}
