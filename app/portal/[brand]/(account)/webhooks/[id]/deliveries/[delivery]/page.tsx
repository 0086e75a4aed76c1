import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { FollowSending } from '@/app/_components/mails/follow-sending'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { Fact } from '@/app/_components/ui/fact'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { DeliveryAttempts } from '@/app/_components/webhooks/delivery-attempts'
import { DeliveryStateChip } from '@/app/_components/webhooks/delivery-state'
import { eventText } from '@/app/_components/webhooks/event-text'
import { ReplayDelivery } from '@/app/_components/webhooks/replay-delivery'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { getDelivery } from '@/lib/webhooks/queries'
import { isLeaving } from '@/lib/webhooks/state'

type Props = { params: Promise<{ id: string; delivery: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('webhooks.delivery') }
}

export default async function DeliveryPage({ params }: Props) {
  const actor = await requireUser()
  const asked = await params
  const delivery = await orNotFound(() => getDelivery(actor, asked.delivery))
  const { id, webhook, event, state, createdAt, attempts, dueAt, body, log } = delivery
  if (webhook.id !== asked.id.toLowerCase()) notFound()
  const { t, f } = wordsOf(actor)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['webhookActions'])}>
      {isLeaving(delivery, clock.now()) && <FollowSending />}
      <PageHeader
        title={eventText(event, t)}
        crumbs={[
          { href: '/webhooks', label: t('webhooks.heading') },
          { href: `/webhooks/${webhook.id}`, label: webhook.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<DeliveryStateChip state={state} t={t} />}
        actions={(state === 'delivered' || state === 'failed') && <ReplayDelivery deliveryId={id} />}
      />
      <Panel title={t('webhooks.message')} titleId="message">
        <dl className="grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-3">
          <Fact name={t('webhooks.messageId')}>
            <code className="font-mono font-normal text-[12.5px]">{id}</code>
          </Fact>
          <Fact name={t('webhooks.sentOn')}>
            <time dateTime={createdAt.toISOString()}>{f.exact(createdAt.getTime())}</time>
          </Fact>
          <Fact name={t('webhooks.columns.tries')}>
            {state === 'retrying' ? t('webhooks.triesOf', { count: attempts, max: MAX_ATTEMPTS }) : f.number(attempts)}
            {state === 'retrying' && webhook.isOn && (
              <span className="block font-normal text-[12.5px] text-muted">
                {t('webhooks.nextTry', { when: f.dateTime(dueAt.getTime()) })}
              </span>
            )}
          </Fact>
        </dl>
        <pre className="mt-4 overflow-x-auto whitespace-pre-wrap rounded-[8px] bg-raised p-3 font-mono text-[12.5px] [overflow-wrap:anywhere]">
          {JSON.stringify(JSON.parse(body), null, 2)}
        </pre>
      </Panel>
      <DeliveryAttempts log={log} words={{ t, f }} />
    </LanguageProvider>
  )
}
