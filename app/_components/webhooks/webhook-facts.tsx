import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Panel } from '@/app/_components/ui/panel'
import type { WebhookDetail } from '@/lib/webhooks/types'
import { eventText } from './event-text'
import { WebhookSecret } from './webhook-secret'
import { WebhookSwitch } from './webhook-switch'

/** Where a webhook posts and what, its secret, and what is wrong with it. */
export function WebhookFacts({ webhook, words }: { webhook: WebhookDetail; words: Words }) {
  const { t, f } = words
  const { id, url, events, maskedSecret, previousSecretUntil, createdAt, createdBy, state } = webhook
  return (
    <Panel
      title={t('webhooks.facts')}
      titleId="facts"
      aside={
        <span className="ml-auto">
          <WebhookSwitch webhook={{ id, name: webhook.name }} on={state !== 'off'} />
        </span>
      }
    >
      <Trouble webhook={webhook} words={words} />
      <dl className="grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-2">
        <Fact name={t('webhooks.url')}>{url}</Fact>
        <Fact name={t('webhooks.events')}>{events.map((event) => eventText(event, t)).join(', ')}</Fact>
        <Fact name={t('webhooks.secret')}>
          <WebhookSecret webhookId={id} maskedSecret={maskedSecret} />
          {previousSecretUntil && (
            <span className="block font-normal text-[12.5px] text-muted">
              {t('webhooks.previousSecret', { when: f.dateTime(previousSecretUntil.getTime()) })}
            </span>
          )}
        </Fact>
        <Fact name={t('webhooks.created')}>{t('webhooks.createdBy', { when: f.dateTime(createdAt.getTime()), name: createdBy })}</Fact>
      </dl>
    </Panel>
  )
}

function Trouble({ webhook, words: { t, f } }: { webhook: WebhookDetail; words: Words }) {
  const { state, offReason, offAt, failingSince, pausedUntil } = webhook
  const when = (at: Date) => f.dateTime(at.getTime())
  if (state === 'off' && offReason && offAt) {
    const tone = offReason === 'person' ? 'bg-raised' : 'bg-danger-soft text-danger'
    return <p className={`mb-4 rounded-[8px] px-3 py-2.5 text-[13px] ${tone}`}>{t(`webhooks.offBy.${offReason}`, { when: when(offAt) })}</p>
  }
  if (state !== 'failing' || !failingSince) return null
  return (
    <p className="mb-4 rounded-[8px] bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
      {t('webhooks.failingSince', { when: when(failingSince) })} {pausedUntil && t('webhooks.pausedUntil', { when: when(pausedUntil) })}
    </p>
  )
}
