import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { resellers } from '@/db/schema'
import { found, NotFoundError } from '@/lib/errors'
import { brandUrl } from '@/lib/hosts/links'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { queueMail } from '@/lib/mails/commands'

type SwitchedOff = { id: string; name: string; resellerId: string; reason: 'gone' | 'failing'; failingSince: Date; at: Date }

/** Tells the reseller by mail that a webhook was switched off by itself, and how to switch it on again. */
export async function tellSwitchedOff(tx: Tx, { id, name, resellerId, reason, failingSince, at }: SwitchedOff): Promise<void> {
  const [row] = await tx.select().from(resellers).where(eq(resellers.id, resellerId))
  const { brandId, alertEmail: to, locale, timeZone } = found(row, 'reseller')
  const t = translator(locale)
  const since = formatter(locale, timeZone).dateTime(failingSince.getTime())
  const url = await brandUrl(tx, brandId, `/webhooks/${id}`).catch((error: unknown) => {
    if (error instanceof NotFoundError) return null
    throw error
  })
  const subject = t('webhookMail.subject', { name })
  await queueMail(tx, {
    ...{ key: `webhook-off:${id}:${at.toISOString()}`, kind: 'webhook_off', brandId, resellerId, spaceId: null, to, locale },
    content: {
      ...{ subject, heading: subject, reason: t('webhookMail.reason') },
      paragraphs: [t(`webhookMail.${reason}`, { since }), t('webhookMail.todo')],
      ...(url && { action: { label: t('webhookMail.open'), url } }),
    },
  })
}
