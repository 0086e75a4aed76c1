import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { PageHeader } from '@/app/_components/ui/page-header'
import { eventText } from '@/app/_components/webhooks/event-text'
import { WebhookForm } from '@/app/_components/webhooks/webhook-form'
import { addWebhookAction } from '@/app/portal/[brand]/(account)/webhooks/actions'
import { requireUser } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { canManageWebhooks } from '@/lib/webhooks/policy'
import { webhookEvents } from '@/lib/webhooks/schema'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('webhookForm.add') }
}

export default async function NewWebhookPage() {
  const actor = await requireUser()
  if (!canManageWebhooks(actor)) notFound()
  const t = translator(actor.locale)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['webhookForm'])}>
      <PageHeader
        title={t('webhookForm.add')}
        crumbs={[{ href: '/webhooks', label: t('webhooks.heading') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <WebhookForm
        action={addWebhookAction}
        start={{ attempt: 0, values: { name: '', url: '', events: [...webhookEvents].slice(0, 3) }, failure: null, added: null }}
        events={webhookEvents.map((event) => ({ event, label: eventText(event, t) }))}
        back="/webhooks"
      />
    </LanguageProvider>
  )
}
