import { eq } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { machines } from '@/db/schema'
import type { CastMachine } from './cast'

/** The facts of a machine of which nothing is wrong, as of `now`; it is due to be looked at. */
export const calm = (now: Date) => ({
  ...{ lastOutcome: 'success' as const, configError: null, storedBytes: 0, missedAlert: true, backupAlert: false, missedAfterDays: null },
  ...{ retentionFrozenAt: null, retentionFrozenReason: null, retentionFrozenDetail: null },
  ...{ registeredAt: now, lastBackupAt: now, lastFinishedAt: now, alertAfter: new Date(0) },
})

/** Sets facts of a machine as if they had come about. */
export const stand = ({ machineId }: CastMachine, facts: Partial<typeof machines.$inferInsert>) =>
  withSystem('tests', (tx) => tx.update(machines).set(facts).where(eq(machines.id, machineId)))
