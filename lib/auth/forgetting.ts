import { lte } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { attempts, passwordResets, signInChallenges } from '@/db/schema'
import { windowStart } from './attempts'
import type { SystemActor } from './types'

/** Drops attempts that no longer count, and codes and links that were never used in time. Answers how many rows. */
export async function forgetSignIns(actor: SystemActor, now: Date): Promise<number> {
  return withActor(actor, async (tx) => {
    const gone = [
      await tx
        .delete(attempts)
        .where(lte(attempts.at, windowStart(now)))
        .returning({ id: attempts.id }),
      await tx.delete(signInChallenges).where(lte(signInChallenges.expiresAt, now)).returning({ id: signInChallenges.id }),
      await tx.delete(passwordResets).where(lte(passwordResets.expiresAt, now)).returning({ id: passwordResets.id }),
    ]
    return gone.flat().length
  })
}
