import { z } from 'zod'
import { commandSchema } from './commands'
import { restoreProgressSchema } from './restore'

/** Limits of one request; the front door refuses more before it parses (design.md, Agent protocol v1). */
export const MAX_REPORTS = 500
export const MAX_BODY_BYTES = 1024 * 1024
/** A configuration file; what YAML costs to read grows faster than its length. */
export const MAX_CONFIG_CHARACTERS = 16_384

const EPOCH = '1970-01-01T00:00:00Z'

/** Text that Postgres can hold: no NUL, no half of a surrogate pair. Cleaned, not refused, or an agent would be stuck on it. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .overwrite((value) => (value.isWellFormed() && !value.includes('\u0000') ? value : value.replaceAll('\u0000', '').toWellFormed()))

const count = z.int().nonnegative()
const bytes = z.int().nonnegative()
const instant = z.iso.datetime({ offset: true }).refine((value) => value >= EPOCH && value < '9999', 'before 1970 or after 9998')

export const helloRequestSchema = z.object({
  agentVersion: text(64),
  hostname: text(255),
  os: text(64),
  arch: text(64),
  engine: z.object({ name: text(64), version: text(64) }),
  proposedConfig: text(MAX_CONFIG_CHARACTERS).optional(),
})

const startedSchema = z.object({ type: z.literal('started'), trigger: z.enum(['schedule', 'manual', 'command']) })

const progressSchema = z.object({
  type: z.literal('progress'),
  // Rounded, since a number can be too small for the column.
  percent: z
    .number()
    .min(0)
    .max(100)
    .overwrite((value) => Math.round(value * 100) / 100),
  filesDone: count,
  filesTotal: count,
  bytesDone: bytes,
  bytesTotal: bytes,
  currentFiles: z.array(text(4096)).max(64),
})

const logSchema = z.object({
  type: z.literal('log'),
  lines: z.array(z.object({ at: instant, level: z.enum(['info', 'warning', 'error']), message: text(16_384) })).max(1000),
})

/** How a run of the agent can end. `cancelled` is the user's own wish and no failure. */
export const finishedOutcomes = ['success', 'partial', 'failed', 'cancelled'] as const

const finishedSchema = z.object({
  type: z.literal('finished'),
  outcome: z.enum(finishedOutcomes),
  snapshotId: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/)
    .nullable(),
  filesNew: count,
  filesChanged: count,
  filesUnmodified: count,
  bytesProcessed: bytes,
  bytesAdded: bytes,
  durationSeconds: z.number().min(0).max(1e9),
  storedBytes: bytes,
  error: text(4096).nullable(),
})

export const eventSchema = z.discriminatedUnion('type', [startedSchema, progressSchema, logSchema, finishedSchema])

export const reportSchema = z.object({
  backupId: z.uuidv7().toLowerCase(),
  seq: z.int().min(0).max(2_147_483_646),
  at: instant,
  event: eventSchema,
})

export const reportsRequestSchema = z.object({ reports: z.array(reportSchema).max(MAX_REPORTS) })

export const pollRequestSchema = z.object({
  configVersion: z.int().min(0).max(2_147_483_647),
  configError: text(4096).nullable(),
  results: z
    .array(
      z.object({
        commandId: z.uuid(),
        status: text(64),
        detail: text(4096).nullable(),
        restore: restoreProgressSchema.optional(),
      }),
    )
    .max(100),
})

const configSchema = z.object({ version: z.int().nonnegative(), body: z.string() })

export const helloResponseSchema = z.object({
  machine: z.object({ id: z.string(), name: z.string() }),
  contract: z.object({ title: z.string(), suspended: z.boolean() }),
  config: configSchema,
  repository: z.object({ url: z.string(), password: z.string() }),
  serverTime: z.string(),
  pollSeconds: z.number().positive(),
})

export const reportsResponseSchema = z.object({ accepted: z.int(), duplicates: z.int() })

/** A command kind that this agent does not know is no error here: it answers that it cannot. */
export const pollResponseSchema = z.object({
  config: configSchema.optional(),
  commands: z.array(commandSchema),
  suspended: z.boolean(),
  serverTime: z.string().optional(),
  pollSeconds: z.number().positive(),
})

export const errorCodes = ['unknown_key', 'contract_suspended', 'not_found', 'too_large', 'invalid', 'too_many', 'unavailable'] as const

export const errorResponseSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
})

export type HelloRequest = z.infer<typeof helloRequestSchema>
export type HelloResponse = z.infer<typeof helloResponseSchema>
export type Report = z.infer<typeof reportSchema>
export type ReportEvent = z.infer<typeof eventSchema>
export type FinishedEvent = z.infer<typeof finishedSchema>
export type ReportsResponse = z.infer<typeof reportsResponseSchema>
export type PollRequest = z.infer<typeof pollRequestSchema>
export type PollResponse = z.infer<typeof pollResponseSchema>
export type ErrorCode = (typeof errorCodes)[number]
export type ErrorResponse = z.infer<typeof errorResponseSchema>
