import type { Tx } from '@/db/client'
import { auditEvents } from '@/db/schema'
import type { Actor } from '@/lib/auth/types'

/** Whoever the log names: an actor, or a person of whom only this is known as yet. */
export type Author = Actor | { kind: 'user' | 'operator'; userId: string; userName: string; address: string | null }

export type AuditSubject = {
  kind: 'session' | 'user' | 'reseller' | 'brand' | 'space' | 'contract' | 'machine' | 'mail' | 'kit' | 'webhook' | 'platform'
  id: string | null
  name: string
  resellerId: string | null
}

/** Writes who did what, in the transaction that does it: if it cannot be written, nothing was done (requirements G2). */
export async function audit(
  tx: Tx,
  actor: Author,
  action: string,
  subject: AuditSubject,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(auditEvents).values({
    resellerId: subject.resellerId,
    ...factsOf(actor),
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    detail,
  })
}

type Facts = Pick<typeof auditEvents.$inferInsert, 'actorKind' | 'actorId' | 'actorName' | 'address' | 'actingSpaceId'>

function factsOf(actor: Author): Facts {
  switch (actor.kind) {
    case 'system':
      return { actorKind: actor.kind, actorId: null, actorName: actor.name, address: actor.address ?? null }
    case 'machine':
      return { actorKind: actor.kind, actorId: actor.machineId, actorName: actor.machineName, address: actor.address }
    default: {
      const { userName: actorName, address } = actor
      // Who looks in by a support code is an operator, whatever the account shows them as.
      const support = 'support' in actor ? actor.support : undefined
      if (support) return { actorKind: 'operator', actorId: support.operatorUserId, actorName, address }
      const actingSpaceId = 'acting' in actor ? actor.acting?.spaceId : null
      return { actorKind: actor.kind, actorId: actor.userId, actorName, address, actingSpaceId }
    }
  }
}
