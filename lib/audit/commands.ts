import type { Tx } from '@/db/client'
import { auditEvents } from '@/db/schema'
import type { Actor } from '@/lib/auth/types'

export type AuditSubject = {
  kind: 'session' | 'user' | 'reseller' | 'brand' | 'space' | 'contract' | 'machine' | 'mail' | 'kit'
  id: string
  name: string
  resellerId: string | null
}

/** Writes who did what, in the transaction that does it: if it cannot be written, nothing was done (requirements G2). */
export async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: AuditSubject,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(auditEvents).values({
    resellerId: subject.resellerId,
    actorKind: actor.kind,
    ...actorFacts(actor),
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    detail,
  })
}

type ActorFacts = { actorId: string | null; actorName: string; address: string | null; actingSpaceId: string | null }

function actorFacts(actor: Actor): ActorFacts {
  switch (actor.kind) {
    case 'system':
      return { actorId: null, actorName: actor.name, address: null, actingSpaceId: null }
    case 'machine':
      return { actorId: actor.machineId, actorName: actor.machineName, address: actor.address, actingSpaceId: null }
    case 'operator':
      return { actorId: actor.userId, actorName: actor.userName, address: actor.address, actingSpaceId: null }
    case 'user':
      return {
        actorId: actor.userId,
        actorName: actor.userName,
        address: actor.address,
        actingSpaceId: actor.acting?.spaceId ?? null,
      }
  }
}
