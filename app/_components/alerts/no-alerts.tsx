import { ShieldCheck } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import type { Translate } from '@/lib/i18n/translator'

export function NoAlerts({ days, t }: { days: number; t: Translate }) {
  return (
    <EmptyState icon={ShieldCheck} title={t('alerts.empty')} text={t('alerts.emptyText', { days })}>
      <Link href="/control-room" className={buttonClass()}>
        {t('running.emptyAction')}
      </Link>
    </EmptyState>
  )
}
