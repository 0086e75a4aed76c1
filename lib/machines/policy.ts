import type { UserActor } from '@/lib/auth/types'

/** Requirements D7. */
export const canComment = (actor: UserActor): boolean => actor.rights.comment
/** Requirements B2: remote configuration, for advanced users. */
export const canConfigure = (actor: UserActor): boolean => actor.rights.configure

/**
 * Who holds a machine's key opens its backups with plain restic. Until it has one, the key is for whoever installs the agent; from then on
 * it takes the right to restore. Who may see it may replace it.
 */
export const canRevealKey = (actor: UserActor, machine: { lastBackupAt: Date | null; storedBytes: number }): boolean =>
  actor.rights.restore || (machine.lastBackupAt === null && machine.storedBytes === 0)
