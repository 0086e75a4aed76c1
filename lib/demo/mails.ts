import { asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { contracts, machines, mails, resellers } from '@/db/schema'
import { brandUrl } from '@/lib/hosts/links'
import { queueMail } from '@/lib/mails/commands'

const HOUR = 3_600_000
const RESELLERS_MAIL = 'alertes@alpes.example'
const BOUNCE = '550 5.1.1 The email account that you tried to reach does not exist'

/** What became of every few of the demo's mails; the others were delivered. */
const ENDS: Record<number, Partial<typeof mails.$inferInsert>> = {
  5: { deliveredAt: null, bouncedAt: new Date(0), lastError: BOUNCE },
  11: { sentAt: null, deliveredAt: null, failure: 'unreachable', attempts: 12, lastError: 'ETIMEDOUT: connection timeout' },
  17: { deliveredAt: null },
  23: { sentAt: null, deliveredAt: null, failure: 'refused', lastError: '550 5.2.2 Mailbox full' },
}

/** The mails that the demo's first reseller has sent in the last weeks, with what became of them. All have ended: none leaves. */
export async function seedMails(tx: Tx, resellerName: string, now: Date): Promise<void> {
  const rows = await tx
    .select({
      machineId: machines.id,
      machine: machines.name,
      contract: contracts.title,
      to: contracts.clientEmail,
      spaceId: machines.spaceId,
      resellerId: resellers.id,
      brandId: resellers.brandId,
    })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .where(eq(resellers.name, resellerName))
    .orderBy(asc(contracts.title), asc(machines.name))
  for (const [index, row] of rows.filter((_row, place) => place % 4 === 0).entries()) {
    const at = new Date(now.getTime() - (rows.length - index * 4) * 5 * HOUR)
    const [recipient, other] = index % 2 ? [row.to, 'client'] : [RESELLERS_MAIL, 'revendeur']
    const key = `demo:${row.machineId}:${other}`
    const url = await brandUrl(tx, row.brandId, `/machines/${row.machineId}`)
    await queueMail(tx, {
      ...{ key, kind: 'alert', to: recipient, locale: 'fr' as const },
      ...{ brandId: row.brandId, resellerId: row.resellerId, spaceId: row.spaceId },
      content: {
        subject: `${row.machine} (${row.contract}) : aucune sauvegarde depuis 3 jours`,
        heading: `${row.machine} n'a pas été sauvegardé depuis 3 jours`,
        paragraphs: ['Vérifiez que le poste est allumé et connecté à Internet, puis lancez une sauvegarde.'],
        facts: [
          ['Contrat', row.contract],
          ['Poste', row.machine],
        ],
        action: { label: 'Voir le poste', url },
        reason: "Vous recevez cet email parce que l'alerte de non-sauvegarde de ce poste est active.",
      },
    })
    await tx.update(mails).set(ended(index, at)).where(eq(mails.key, key))
  }
}

function ended(index: number, at: Date): Partial<typeof mails.$inferInsert> {
  const end = ENDS[index] ?? {}
  const left = { attempts: 1, sentAt: at, deliveredAt: new Date(at.getTime() + 4000), provider: 'resend' as const, ...end }
  return {
    ...left,
    ...{ createdAt: at, dueAt: at, sender: '"Alpes Sauvegarde" <no-reply@admin.alpes.localhost>', replyTo: 'aide@alpes.example' },
    ...(end.bouncedAt && { bouncedAt: new Date(at.getTime() + 9000) }),
    ...(left.sentAt === null && { failedAt: at, provider: null }),
  }
}
