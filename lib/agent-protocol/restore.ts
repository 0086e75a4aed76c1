import { z } from 'zod'

export const MAX_RESTORE_PATHS = 500
export const MAX_RESTORE_ERRORS = 50
const MAX_PATH = 4_096
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/

/** What becomes of a file that is there already. */
export const overwriteRules = ['never', 'if_newer', 'always'] as const

/** A folder of the machine itself, absolute, whatever its system: at a network share it would sign in wherever somebody wants it to. */
export const restoreTarget = z
  .string()
  .trim()
  .max(MAX_PATH)
  .regex(/^(\/(?![\\/])|[A-Za-z]:[\\/])/)
  .refine((path) => !CONTROL.test(path) && !path.split(/[\\/]/).includes('..'))

/** What `restore` asks for; `target` is null for where the files were. Paths are those of the backup. */
export const restorePayloadSchema = z.object({
  snapshotId: z.string().regex(/^[0-9a-f]{64}$/),
  paths: z.array(z.string().max(MAX_PATH).regex(/^\//)).min(1).max(MAX_RESTORE_PATHS),
  target: restoreTarget.nullable(),
  overwrite: z.enum(overwriteRules),
})
export type RestorePayload = z.infer<typeof restorePayloadSchema>

const count = z.int().nonnegative()
const clean = (max: number) => z.string().transform((value) => value.replaceAll('\u0000', '').slice(0, max).toWellFormed())

/** How a restore stands, told beside its command's status while it runs and at its end. `errors` are the first ones. */
export const restoreProgressSchema = z.object({
  filesTotal: count,
  filesDone: count,
  bytesTotal: count,
  bytesDone: count,
  filesSkipped: count,
  filesFailed: count,
  errors: z.array(z.object({ path: clean(MAX_PATH), message: clean(1_000) })).max(MAX_RESTORE_ERRORS),
})
export type RestoreProgress = z.infer<typeof restoreProgressSchema>
