import type { Metadata } from 'next'
import { cache } from 'react'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { FollowSending } from '@/app/_components/mails/follow-sending'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { DeliveryLog } from '@/app/_components/webhooks/delivery-log'
import { VerifySignature } from '@/app/_components/webhooks/verify-signature'
import { WebhookActions } from '@/app/_components/webhooks/webhook-actions'
import { WebhookFacts } from '@/app/_components/webhooks/webhook-facts'
import { WebhookStateChip } from '@/app/_components/webhooks/webhook-state'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getWebhook, listDeliveries } from '@/lib/webhooks/queries'
import { listDeliveriesSchema } from '@/lib/webhooks/schema'
import { isLeaving } from '@/lib/webhooks/state'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const readWebhook = cache((actor: UserActor, id: string) => orNotFound(() => getWebhook(actor, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readWebhook(await requireUser(), (await params).id)).name }
}

export default async function WebhookPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const webhook = await readWebhook(actor, (await params).id)
  const { failed, before } = await searchParams
  const asked = listDeliveriesSchema.parse({ failed: failed ?? null, before: before ?? null })
  const page = await listDeliveries(actor, webhook.id, asked)
  const words = wordsOf(actor)
  const { t } = words
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['webhookActions'])}>
      {page.deliveries.some((delivery) => isLeaving(delivery, clock.now())) && <FollowSending />}
      <PageHeader
        title={webhook.name}
        crumbs={[{ href: '/webhooks', label: t('webhooks.heading') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<WebhookStateChip state={webhook.state} t={t} />}
        actions={<WebhookActions webhook={{ id: webhook.id, name: webhook.name }} />}
      />
      <WebhookFacts webhook={webhook} words={words} />
      <DeliveryLog webhook={webhook} asked={asked} page={page} words={words} />
      <VerifySignature t={t} />
    </LanguageProvider>
  )
}
