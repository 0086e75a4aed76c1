import { z } from 'zod'
import { finishedOutcomes } from '@/lib/agent-protocol/schema'
import { readIfThere, writeWhole } from './files'

const lastBackupSchema = z.object({
  backupId: z.string(),
  trigger: z.enum(['schedule', 'manual', 'command']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  outcome: z.enum([...finishedOutcomes, 'running', 'interrupted']),
  error: z.string().nullable(),
  snapshotId: z.string().nullable(),
  storedBytes: z.int().nonnegative(),
  failures: z.int().nonnegative(),
})

/**
 * What the agent remembers of its newest backup. `storedBytes` is the repository's size when it was last known; `failures` counts
 * those in a row, up to this one, that a later try may mend.
 */
export type LastBackup = z.infer<typeof lastBackupSchema>

/** Null before the first backup, and after damage: nothing hangs on it but the schedule and `status`. */
export function findLastBackup(path: string): LastBackup | null {
  const text = readIfThere(path)
  if (text === null) return null
  try {
    return lastBackupSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export function keepLastBackup(path: string, backup: LastBackup): void {
  writeWhole(path, `${JSON.stringify(backup, null, 2)}\n`)
}
