import { CircleCheck, CircleX } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { DeliveryDetail } from '@/lib/webhooks/types'

/** How each try of a delivery went, the latest first, with the beginning of what came back. */
export function DeliveryAttempts({ log, words: { t, f } }: { log: DeliveryDetail['log']; words: Words }) {
  return (
    <Panel title={t('webhooks.attempts')} titleId="attempts">
      {log.length === 0 && <p className="text-muted">{t('webhooks.noAttempts')}</p>}
      <ol className="grid gap-4">
        {log.toReversed().map(({ at, milliseconds, status, failure, answer }, index) => (
          <li key={`${at} ${index.toString()}`} className="grid gap-1.5 border-line border-b pb-4 last:border-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              {failure ? (
                <CircleX className="size-4 shrink-0 text-danger" aria-hidden />
              ) : (
                <CircleCheck className="size-4 shrink-0 text-good" aria-hidden />
              )}
              <span className="font-medium">{failure ? t(`webhooks.failure.${failure}`) : t('webhooks.ok')}</span>
              <span className="text-[12.5px] text-muted">
                {[
                  t('webhooks.attempt', { when: f.exact(Date.parse(at)) }),
                  status ? t('webhooks.status', { status: String(status) }) : t('webhooks.noAnswer'),
                  t('webhooks.took', { milliseconds }),
                ].join(' · ')}
              </span>
            </p>
            {answer ? (
              <pre className="overflow-x-auto whitespace-pre-wrap rounded-[8px] bg-raised p-3 font-mono text-[12.5px] [overflow-wrap:anywhere]">
                {answer}
              </pre>
            ) : (
              status && <p className="text-[12.5px] text-muted">{t('webhooks.emptyAnswer')}</p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
