import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { contracts, resellers } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { queueMail } from '@/lib/mails/commands'
import type { Restorable } from './queries'

export type Told = {
  restoreId: string
  kind: 'download' | 'machine'
  machine: Pick<Restorable, 'name' | 'contractId' | 'resellerId' | 'spaceId'>
  paths: string[]
  snapshotAt: Date
  reason: string | null
  at: Date
}

const MOST_PATHS = 10

/** Tells the contract's client that somebody looked into its backups, where the reseller wants that; once for each restore. */
export async function tellClient(tx: Tx, actor: UserActor, told: Told): Promise<void> {
  const [row] = await tx
    .select({
      wanted: resellers.restoreClientTold,
      timeZone: resellers.timeZone,
      brandId: resellers.brandId,
      to: contracts.clientEmail,
      locale: contracts.clientLocale,
      title: contracts.title,
    })
    .from(contracts)
    .innerJoin(resellers, eq(resellers.id, contracts.resellerId))
    .where(eq(contracts.id, told.machine.contractId))
  const { wanted, to, locale, timeZone, brandId, title } = found(row, 'contract')
  if (!wanted) return
  const [t, f] = [translator(locale), formatter(locale, timeZone)]
  const { name, resellerId, spaceId } = told.machine
  const [text, rest] = [told.kind === 'download' ? t('restoreMail.downloaded') : t('restoreMail.restored'), told.paths.length - MOST_PATHS]
  await queueMail(tx, {
    ...{ key: `restore:${told.restoreId}`, kind: 'restore', brandId, resellerId, spaceId, to, locale },
    content: {
      subject: t('restoreMail.subject', { machine: name }),
      heading: t('restoreMail.heading', { machine: name }),
      paragraphs: [text, t('restoreMail.question')],
      facts: [
        [t('restoreMail.by'), actor.displayName],
        [t('restoreMail.at'), f.exact(told.at.getTime())],
        [t('restoreMail.backup'), f.exact(told.snapshotAt.getTime())],
        ...(told.reason ? [[t('restoreMail.because'), told.reason] as [string, string]] : []),
      ],
      table: {
        head: [t('restoreMail.files')],
        rows: told.paths.slice(0, MOST_PATHS).map((path) => [path]),
        ...(rest > 0 && { more: t('restoreMail.more', { count: rest }) }),
      },
      reason: t('restoreMail.why', { contract: title }),
    },
  })
}
