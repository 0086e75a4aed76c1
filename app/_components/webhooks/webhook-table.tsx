import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { WebhookRow } from '@/lib/webhooks/types'
import { DeliveryStateChip } from './delivery-state'
import { eventText } from './event-text'
import { WebhookStateChip } from './webhook-state'

type Props = { webhooks: WebhookRow[]; words: Words }

export function WebhookTable({ webhooks, words }: Props) {
  const { t } = words
  return (
    <div className="table-frame">
      <table className="table table-wide" aria-label={t('webhooks.heading')}>
        <thead>
          <tr>
            {(['name', 'events', 'last', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`webhooks.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <Row key={webhook.id} webhook={webhook} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ webhook: { id, name, url, events, last, state, failingSince }, words: { t, f } }: { webhook: WebhookRow; words: Words }) {
  return (
    <tr data-webhook-id={id} data-webhook-state={state}>
      <td>
        <span className="block min-w-0 max-w-md text-left">
          <Link href={`/webhooks/${id}`} className="font-semibold hover:text-accent hover:underline">
            {name}
          </Link>
          <small className="[overflow-wrap:anywhere]">{url}</small>
        </span>
      </td>
      <td data-label={t('webhooks.columns.events')}>
        <span className="block max-w-sm max-sm:text-right">{events.map((event) => eventText(event, t)).join(', ')}</span>
      </td>
      <td data-label={t('webhooks.columns.last')} className="whitespace-nowrap">
        {last ? (
          <span className="max-sm:text-right">
            <DeliveryStateChip state={last.state} t={t} />
            <small className="mt-0.5 tabular-nums">
              <time dateTime={last.at.toISOString()} title={f.exact(last.at.getTime())}>
                {f.dateTime(last.at.getTime())}
              </time>
            </small>
          </span>
        ) : (
          <span className="text-muted">{t('webhooks.never')}</span>
        )}
      </td>
      <td data-label={t('webhooks.columns.state')}>
        <span className="max-sm:text-right">
          <WebhookStateChip state={state} t={t} />
          {state === 'failing' && failingSince && (
            <small className="mt-0.5">{t('webhooks.failingSince', { when: f.dateTime(failingSince.getTime()) })}</small>
          )}
        </span>
      </td>
    </tr>
  )
}
