import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { DeliveryRow } from '@/lib/webhooks/types'
import { DeliveryStateChip } from './delivery-state'
import { eventText } from './event-text'

type Props = { webhook: { id: string; isOn: boolean }; deliveries: DeliveryRow[]; words: Words }

export function DeliveryTable({ webhook, deliveries, words }: Props) {
  const { t } = words
  return (
    <div className="table-frame">
      <table className="table table-wide" aria-label={t('webhooks.deliveries')}>
        <thead>
          <tr>
            {(['event', 'created', 'tries', 'answer', 'state'] as const).map((column) => (
              <th key={column} scope="col" className={column === 'tries' ? 'number' : column === 'answer' ? 'sm:pl-6!' : undefined}>
                {t(`webhooks.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} webhook={webhook} delivery={delivery} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ webhook, delivery, words: { t, f } }: Omit<Props, 'deliveries'> & { delivery: DeliveryRow }) {
  const { id, event, createdAt, attempts, lastStatus, failure, state, dueAt } = delivery
  const at = createdAt.getTime()
  return (
    <tr data-delivery-id={id} data-delivery-state={state}>
      <td>
        <Link href={`/webhooks/${webhook.id}/deliveries/${id}`} className="font-semibold hover:text-accent hover:underline">
          {eventText(event, t)}
        </Link>
      </td>
      <td data-label={t('webhooks.columns.created')} className="whitespace-nowrap tabular-nums">
        <time dateTime={createdAt.toISOString()} title={f.exact(at)}>
          {f.dateTime(at)}
        </time>
      </td>
      <td className="number" data-label={t('webhooks.columns.tries')}>
        {f.number(attempts)}
      </td>
      <td data-label={t('webhooks.columns.answer')} className="sm:pl-6!">
        <span className="block max-w-sm max-sm:text-right">
          {lastStatus ? t('webhooks.status', { status: String(lastStatus) }) : attempts > 0 && t('webhooks.noAnswer')}
          {failure && <small>{t(`webhooks.failure.${failure}`)}</small>}
        </span>
      </td>
      <td data-label={t('webhooks.columns.state')}>
        <span className="max-sm:text-right">
          <DeliveryStateChip state={state} t={t} />
          {state === 'retrying' && webhook.isOn && (
            <small className="mt-0.5">{t('webhooks.nextTry', { when: f.dateTime(dueAt.getTime()) })}</small>
          )}
        </span>
      </td>
    </tr>
  )
}
