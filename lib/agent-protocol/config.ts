import { Cron } from 'croner'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { type ConfigProblem, issueProblems, problemSentence, sourceProblem, structureProblems, syntaxProblems } from './config-problems'

/** A configuration file at most; what YAML costs to read grows faster than its length. */
export const MAX_CONFIG_BYTES = 16_384
export const MAX_PATH_CHARACTERS = 4096
export const MAX_PATHS = 1000
export const MAX_RETENTION_DAYS = 36_500
/** A gigabyte a second: beyond what a line carries, within what restic takes. */
export const MAX_BANDWIDTH_KIB = 1_048_576

const refuse = (code: string) => ({ params: { code } })

/** Text of one line: what a path may hold on every system, and a person can read. */
const line = z
  .string()
  .min(1)
  .max(MAX_PATH_CHARACTERS)
  .refine((value) => !CONTROL.test(value), refuse('control_character'))
  .refine((value) => !value.split(/[\\/]/).includes('..'), refuse('parent'))
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/

const folder = line.refine((value) => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(value), refuse('relative'))
const bandwidth = z.int().positive().max(MAX_BANDWIDTH_KIB)

/** What a machine backs up and when. Nothing in it can make the agent run a program (design.md, Agent). */
export const agentConfigSchema = z.strictObject({
  paths: z.array(folder).max(MAX_PATHS),
  excludes: z.array(line).max(MAX_PATHS).default([]),
  schedule: z.string().max(200).refine(isCron, refuse('not_cron')).nullable().default(null),
  retentionDays: z.int().min(1).max(MAX_RETENTION_DAYS).default(90),
  bandwidth: z.strictObject({ uploadKiBps: bandwidth.optional(), downloadKiBps: bandwidth.optional() }).default({}),
  tags: z
    .array(z.string().regex(/^[\w.-]{1,64}$/))
    .max(32)
    .default([]),
})

export type AgentConfig = z.infer<typeof agentConfigSchema>
export type { ConfigProblem } from './config-problems'
/** `error` is one sentence that names the key and the place; `problems` are all of them in the order of the file. */
export type ParsedConfig = { ok: true; config: AgentConfig } | { ok: false; error: string; problems: ConfigProblem[] }

const KNOWN_KEYS: Record<string, string[]> = {
  '': Object.keys(agentConfigSchema.shape),
  bandwidth: ['uploadKiBps', 'downloadKiBps'],
}

/** Reads a configuration file (YAML). Never throws, and takes no longer for a hostile file than for a long one. */
export function parseAgentConfig(body: string): ParsedConfig {
  const unreadable = sourceProblem(body, MAX_CONFIG_BYTES)
  if (unreadable) return refused([unreadable])
  const lines = new LineCounter()
  try {
    // The library's own check for keys given twice takes time with the square of their number.
    const document = parseDocument(body, { uniqueKeys: false, prettyErrors: false, logLevel: 'error', lineCounter: lines })
    const malformed = syntaxProblems(document, lines)
    if (malformed.length > 0) return refused(malformed)
    const misbuilt = structureProblems(document, lines)
    if (misbuilt.length > 0) return refused(misbuilt)
    const parsed = agentConfigSchema.safeParse(document.toJS() ?? {}, { reportInput: true })
    return parsed.success ? { ok: true, config: parsed.data } : refused(issueProblems(document, lines, parsed.error.issues, KNOWN_KEYS))
  } catch {
    // Nested deeper than the stack.
    return refused([{ line: 1, column: 1, key: '', code: 'syntax' }])
  }
}

const refused = (problems: ConfigProblem[]): ParsedConfig => ({
  ok: false,
  error: problems[0] ? problemSentence(problems[0]) : '',
  problems,
})

function isCron(expression: string): boolean {
  try {
    new Cron(expression, { paused: true }).stop()
    return true
  } catch {
    return false
  }
}
