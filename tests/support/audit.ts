import { eq, sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { auditEvents } from '@/db/schema'

/** What the audit log says of a subject, oldest first. */
export const auditOf = (subjectId: string) =>
  withSystem('tests', (tx) =>
    tx
      .select({
        action: auditEvents.action,
        by: auditEvents.actorName,
        kind: auditEvents.actorKind,
        subject: auditEvents.subjectName,
        resellerId: auditEvents.resellerId,
        address: auditEvents.address,
        detail: auditEvents.detail,
        actingSpaceId: auditEvents.actingSpaceId,
      })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, subjectId))
      .orderBy(auditEvents.id),
  )

/** Runs `work` while the audit log cannot be written, so that what it does has to be undone as well. */
export async function withoutAudit(work: () => Promise<unknown>): Promise<unknown> {
  await asOwner(sql`alter table audit_events add constraint refuse_all check (false) not valid`)
  try {
    return await work().then(
      () => 'went through',
      (error: unknown) => error,
    )
  } finally {
    await asOwner(sql`alter table audit_events drop constraint refuse_all`)
  }
}

/** Runs a statement as the owner of the tables, whom no policy binds. */
export const asOwner = (statement: ReturnType<typeof sql>) =>
  withSystem('tests', async (tx) => {
    await tx.execute(sql`reset role`)
    await tx.execute(statement)
  })
