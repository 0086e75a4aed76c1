import { Cron } from 'croner'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((value) => !value.includes('\u0000'), 'contains a NUL character')

/** What a machine backs up and when. Nothing in it can make the agent run a program (design.md, Agent). */
export const agentConfigSchema = z.strictObject({
  paths: z.array(path).max(1000),
  excludes: z.array(path).max(1000).default([]),
  schedule: z.string().max(200).refine(isCron, 'is not a cron expression such as "0 21 * * *"').nullable().default(null),
  retentionDays: z.int().min(1).max(36_500).default(90),
  bandwidth: z.strictObject({ uploadKiBps: z.int().positive().optional(), downloadKiBps: z.int().positive().optional() }).default({}),
  tags: z
    .array(z.string().regex(/^[\w.-]{1,64}$/, 'holds letters, digits, dots and dashes only'))
    .max(32)
    .default([]),
})

export type AgentConfig = z.infer<typeof agentConfigSchema>
/** `line` counts from 1; null where what is wrong stands in none, as a key that is missing. */
export type ParsedConfig = { ok: true; config: AgentConfig } | { ok: false; error: string; line: number | null }

/** Reads a configuration file (YAML). On failure `error` is one sentence that names the key or the line. */
export function parseAgentConfig(body: string): ParsedConfig {
  // The library's own check for keys given twice takes time with the square of their number.
  const lineCounter = new LineCounter()
  const document = parseDocument(body, { uniqueKeys: false, prettyErrors: true, logLevel: 'error', lineCounter })
  const lineAt = (offset: number | undefined) => (offset === undefined ? null : lineCounter.linePos(offset).line)
  const [syntax] = document.errors
  if (syntax) return { ok: false, error: syntax.message.split('\n')[0]?.replace(/:$/, '') ?? 'not YAML', line: lineAt(syntax.pos[0]) }
  const twice = keyGivenTwice(document.contents)
  if (twice) return { ok: false, error: `${twice.name}: is given twice`, line: lineAt(twice.offset) }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 20 })
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : 'not YAML', line: null }
  }
  const parsed = agentConfigSchema.safeParse(value ?? {})
  if (parsed.success) return { ok: true, config: parsed.data }
  const [issue] = parsed.error.issues
  const place = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? [])
  const error = `${issue?.path.join('.') || 'configuration'}: ${issue?.message ?? 'invalid'}`
  return { ok: false, error, line: lineAt(offsetOf(document.contents, place)) }
}

function keyGivenTwice(contents: unknown): { name: string; offset: number | undefined } | undefined {
  if (!isMap(contents)) return undefined
  const keys = contents.items.map(({ key }) => ({ name: isScalar(key) ? String(key.value) : '', offset: startOf(key) }))
  const seen = new Set<string>()
  return keys.find(({ name }) => seen.size === seen.add(name).size)
}

/** Where the deepest part of a path that is there begins; undefined when not even its first is. */
function offsetOf(contents: unknown, place: readonly PropertyKey[]): number | undefined {
  let [node, offset]: [unknown, number | undefined] = [contents, undefined]
  for (const step of place) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) : undefined
    const next = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined
    if (next === undefined) break
    offset = startOf(pair ? pair.key : next)
    node = next
  }
  return offset
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

function isCron(expression: string): boolean {
  try {
    new Cron(expression, { paused: true }).stop()
    return true
  } catch {
    return false
  }
}
