import { z } from 'zod'
import { overwriteRules } from '@/db/schema'
import { MAX_RESTORE_PATHS, restoreTarget } from '@/lib/agent-protocol/restore'
import { isPlainName } from '@/lib/listings/node'
import { line } from '@/lib/text'

export const MAX_PATH_CHARACTERS = 4_096
/** Of all paths of a selection together. */
const MAX_SELECTION_CHARACTERS = 200_000
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** A place in a backup, as restic names it: absolute, without `..`, NUL or half a character. */
export const backupPath = z
  .string()
  .max(MAX_PATH_CHARACTERS)
  .refine((path) => path.startsWith('/') && !LONE_SURROGATE.test(path) && (path === '/' || path.slice(1).split('/').every(isPlainName)))

const snapshotId = z.string().regex(/^[0-9a-f]{64}$/)
const selection = z
  .array(backupPath.refine((path) => path !== '/'))
  .min(1)
  .max(MAX_RESTORE_PATHS)
  .refine((paths) => paths.reduce((sum, path) => sum + path.length, 0) <= MAX_SELECTION_CHARACTERS)
const reason = line(500).nullable().default(null)

const chosen = { machineId: z.uuid(), snapshotId, paths: selection, reason }

export const browseSchema = z.object({
  machineId: z.uuid(),
  snapshotId,
  path: backupPath,
  offset: z.coerce.number().int().min(0).max(1e9).default(0),
  /** Goes on down for as long as a folder holds one folder and nothing else. */
  descend: z.coerce.boolean().default(false),
})
export const searchBackupSchema = z.object({ machineId: z.uuid(), snapshotId, under: backupPath.default('/'), text: z.string().max(200) })
export const askDownloadSchema = z.object({ ...chosen, format: z.enum(['file', 'zip', 'tar']) })
export const restoreToMachineSchema = z.object({ ...chosen, target: restoreTarget.nullable(), overwrite: z.enum(overwriteRules) })
export const cancelRestoreSchema = z.object({ restoreId: z.uuid() })
export const restoreRulesSchema = z.object({ reasonRequired: z.boolean(), clientTold: z.boolean() })

export type Browse = z.infer<typeof browseSchema>
export type SearchBackup = z.infer<typeof searchBackupSchema>
export type AskDownload = z.infer<typeof askDownloadSchema>
export type RestoreToMachine = z.infer<typeof restoreToMachineSchema>
export type CancelRestore = z.infer<typeof cancelRestoreSchema>
export type RestoreRules = z.infer<typeof restoreRulesSchema>
