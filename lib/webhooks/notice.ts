import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { resellers } from '@/db/schema'
import { found } from '@/lib/errors'
import { brandOrigin } from '@/lib/hosts/links'
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
  const origin = await brandOrigin(tx, brandId)
  const subject = t('webhookMail.subject', { name })
  await queueMail(tx, {
    ...{ key: `webhook-off:${id}:${at.toISOString()}`, kind: 'webhook_off', brandId, resellerId, spaceId: null, to, locale },
    content: {
      ...{ subject, heading: subject, reason: t('webhookMail.reason') },
      paragraphs: [t(`webhookMail.${reason}`, { since }), t('webhookMail.todo')],
      ...(origin && { action: { label: t('webhookMail.open'), url: `${origin}/webhooks/${id}` } }),
    },
  })
}
