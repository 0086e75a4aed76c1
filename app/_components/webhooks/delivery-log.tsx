import { CircleCheck, SearchX, Send } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { ListDeliveries } from '@/lib/webhooks/schema'
import type { DeliveryPage, WebhookDetail } from '@/lib/webhooks/types'
import { DeliveryTable } from './delivery-table'
import { ReplayFailed } from './replay-failed'

type Props = { webhook: WebhookDetail; asked: ListDeliveries; page: DeliveryPage; words: Words }

/** What a webhook has sent, with the ways to failures and to older ones. */
export function DeliveryLog({ webhook: { id, waiting, failed, state }, asked, page, words }: Props) {
  const { t } = words
  const path = `/webhooks/${id}`
  const filters = [
    { href: path, label: t('webhooks.all'), isOn: !asked.failed },
    { href: `${path}?failed=1`, label: t('webhooks.onlyFailed'), isOn: asked.failed !== null },
  ]
  return (
    <Panel title={t('webhooks.deliveries')} titleId="deliveries" hint={<Counts waiting={waiting} failed={failed} t={t} />}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <nav aria-label={t('webhooks.filter')} className="flex flex-wrap gap-1">
          {filters.map(({ href, label, isOn }) => (
            <Link
              key={href}
              href={href}
              aria-current={isOn ? 'page' : undefined}
              className={`rounded-[7px] px-2.5 py-1 text-[13px] ${isOn ? 'bg-accent-soft font-semibold text-accent' : 'hover:bg-raised'}`}
            >
              {label}
            </Link>
          ))}
        </nav>
        {failed > 0 && (
          <span className="ml-auto">
            <ReplayFailed webhookId={id} count={failed} />
          </span>
        )}
      </div>
      {page.deliveries.length > 0 ? (
        <DeliveryTable webhook={{ id, isOn: state !== 'off' }} deliveries={page.deliveries} words={words} />
      ) : (
        <EmptyState
          icon={asked.failed ? CircleCheck : asked.before ? SearchX : Send}
          heading="h3"
          title={t(asked.failed ? 'webhooks.noFailed' : 'webhooks.noDeliveries')}
          text={t(asked.failed ? 'webhooks.noFailedText' : 'webhooks.noDeliveriesText')}
        />
      )}
      <div className="mt-3 flex flex-wrap justify-end gap-2 empty:hidden">
        {asked.before && (
          <Link href={asked.failed ? `${path}?failed=1` : path} className={buttonClass()}>
            {t('webhooks.newest')}
          </Link>
        )}
        {page.next && (
          <Link
            href={`${path}?${new URLSearchParams({ ...(asked.failed && { failed: '1' }), before: page.next })}`}
            className={buttonClass()}
          >
            {t('webhooks.older')}
          </Link>
        )}
      </div>
    </Panel>
  )
}

function Counts({ waiting, failed, t }: { waiting: number; failed: number; t: Words['t'] }) {
  const counts = [waiting > 0 && t('webhooks.waiting', { count: waiting }), failed > 0 && t('webhooks.failed', { count: failed })]
  return [...counts.filter(Boolean), t('webhooks.kept')].join(' · ')
}
