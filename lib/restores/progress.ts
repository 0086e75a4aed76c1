import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { restores } from '@/db/schema'
import type { RestoreProgress } from '@/lib/agent-protocol/restore'

/** Takes note of how far a machine's agent is with a restore, within its poll. Answers whether there is such a restore. */
export async function noteRestoreProgress(tx: Tx, commandId: string, progress: RestoreProgress, now: Date): Promise<boolean> {
  const { filesDone, bytesDone, filesSkipped, filesFailed, errors } = progress
  const noted = await tx
    .update(restores)
    .set({ filesDone, bytesDone, filesSkipped, filesFailed, errors, progressAt: now })
    .where(and(eq(restores.commandId, commandId), eq(restores.kind, 'machine')))
    .returning({ id: restores.id })
  return noted.length > 0
}
