import { SearchX, ShieldCheck } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import type { Translate } from '@/lib/i18n/translator'

/** Why the list is empty: nothing is silent, or nothing of that name. */
export function NoAlerts({ days, search, t }: { days: number; search: string; t: Translate }) {
  if (search)
    return (
      <EmptyState icon={SearchX} title={t('alerts.noMatch', { search })} text={t('alerts.noMatchText')}>
        <Link href="/alerts" className={buttonClass()}>
          {t('alerts.clear')}
        </Link>
      </EmptyState>
    )
  return (
    <EmptyState icon={ShieldCheck} title={t('alerts.empty')} text={t('alerts.emptyText', { days })}>
      <Link href="/control-room" className={buttonClass()}>
        {t('running.emptyAction')}
      </Link>
    </EmptyState>
  )
}
