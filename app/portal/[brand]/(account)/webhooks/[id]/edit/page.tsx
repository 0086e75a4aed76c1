import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { eventText } from '@/app/_components/webhooks/event-text'
import { WebhookForm } from '@/app/_components/webhooks/webhook-form'
import { updateWebhookAction } from '@/app/portal/[brand]/(account)/webhooks/actions'
import { requireUser } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { getWebhook } from '@/lib/webhooks/queries'
import { webhookEvents } from '@/lib/webhooks/schema'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('webhookForm.edit') }
}

export default async function EditWebhookPage({ params }: Props) {
  const actor = await requireUser()
  const { id: asked } = await params
  const { id, name, url, events } = await orNotFound(() => getWebhook(actor, asked))
  const t = translator(actor.locale)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['webhookForm'])}>
      <PageHeader
        title={t('webhookForm.edit')}
        crumbs={[
          { href: '/webhooks', label: t('webhooks.heading') },
          { href: `/webhooks/${id}`, label: name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <WebhookForm
        action={updateWebhookAction.bind(null, id)}
        start={{ attempt: 0, values: { name, url, events }, failure: null, added: null }}
        events={webhookEvents.map((event) => ({ event, label: eventText(event, t) }))}
        back={`/webhooks/${id}`}
      />
    </LanguageProvider>
  )
}
