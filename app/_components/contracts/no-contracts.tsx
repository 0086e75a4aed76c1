import { FileText, SearchX } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import type { Translate } from '@/lib/i18n/translator'

export function NoContracts({ search, t }: { search: string; t: Translate }) {
  if (!search) {
    return (
      <EmptyState icon={FileText} title={t('contracts.empty')} text={t('contracts.emptyText')}>
        <Link href="/contracts/new" className={buttonClass()}>
          {t('contracts.addFirst')}
        </Link>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={SearchX} title={t('contracts.noMatch', { search })} text={t('contracts.noMatchText')}>
      <Link href="/contracts" className={buttonClass()}>
        {t('contracts.clear')}
      </Link>
    </EmptyState>
  )
}
