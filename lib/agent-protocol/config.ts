import { Cron } from 'croner'
import { isMap, isScalar, parseDocument } from 'yaml'
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
export type ParsedConfig = { ok: true; config: AgentConfig } | { ok: false; error: string }

/** Reads a configuration file (YAML). On failure `error` is one sentence that names the key or the line. */
export function parseAgentConfig(body: string): ParsedConfig {
  // The library's own check for keys given twice takes time with the square of their number.
  const document = parseDocument(body, { uniqueKeys: false, prettyErrors: true, logLevel: 'error' })
  const [syntax] = document.errors
  if (syntax) return { ok: false, error: syntax.message.split('\n')[0]?.replace(/:$/, '') ?? 'not YAML' }
  const twice = keyGivenTwice(document.contents)
  if (twice) return { ok: false, error: `${twice}: is given twice` }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 20 })
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : 'not YAML' }
  }
  const parsed = agentConfigSchema.safeParse(value ?? {})
  if (parsed.success) return { ok: true, config: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, error: `${issue?.path.join('.') || 'configuration'}: ${issue?.message ?? 'invalid'}` }
}

function keyGivenTwice(contents: unknown): string | undefined {
  if (!isMap(contents)) return undefined
  const keys = contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''))
  const seen = new Set<string>()
  return keys.find((key) => seen.size === seen.add(key).size)
}

function isCron(expression: string): boolean {
  try {
    new Cron(expression, { paused: true }).stop()
    return true
  } catch {
    return false
  }
}
