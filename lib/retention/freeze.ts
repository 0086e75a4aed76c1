import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { machines } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { SystemActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import type { Suspicion } from './suspicion'

/**
 * Freezes a machine's history, within a job's transaction: from then on nothing of it is removed. The columns are what alerts and
 * screens read. Said once in the audit log; further figures of the same reason replace the first ones silently.
 */
export async function freezeRetention(tx: Tx, actor: SystemActor, machineId: string, suspicion: Suspicion, now: Date): Promise<void> {
  const machine = await lock(tx, machineId)
  const { reason, detail } = suspicion
  const facts = { retentionFrozenReason: reason, retentionFrozenDetail: detail }
  if (machine.reason === reason) return void (await set(tx, machineId, facts))
  await set(tx, machineId, { ...facts, retentionFrozenAt: machine.at ?? now, changedAt: written })
  await audit(tx, actor, 'machine.retention_frozen', subject(machine), { reason, ...detail })
}

/** Lets the history go on by itself, once what froze it is gone. Nothing happens where it is frozen for another reason. */
export async function thawRetention(tx: Tx, actor: SystemActor, machineId: string, reasons: Suspicion['reason'][]): Promise<void> {
  const machine = await lock(tx, machineId)
  if (!machine.reason || !reasons.includes(machine.reason)) return
  await set(tx, machineId, { ...unfrozen, changedAt: written })
  await audit(tx, actor, 'machine.retention_resumed', subject(machine), { reason: machine.reason })
}

/** Not when the visit began, which may be minutes ago: open pages hear only of what has just changed. */
const written = sql`now()`

export const unfrozen = { retentionFrozenAt: null, retentionFrozenReason: null, retentionFrozenDetail: null }

type Machine = { id: string; name: string; resellerId: string; at: Date | null; reason: Suspicion['reason'] | null }

async function lock(tx: Tx, machineId: string): Promise<Machine> {
  const [machine] = await tx
    .select({
      id: machines.id,
      name: machines.name,
      resellerId: machines.resellerId,
      at: machines.retentionFrozenAt,
      reason: machines.retentionFrozenReason,
    })
    .from(machines)
    .where(eq(machines.id, machineId))
    .for('no key update')
  return found(machine, 'machine')
}

type Facts = Omit<Partial<typeof machines.$inferInsert>, 'changedAt'> & { changedAt?: ReturnType<typeof sql> }

const set = (tx: Tx, machineId: string, facts: Facts) => tx.update(machines).set(facts).where(eq(machines.id, machineId))

const subject = ({ id, name, resellerId }: Machine) => ({ kind: 'machine' as const, id, name, resellerId })
