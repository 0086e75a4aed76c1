import { FileText, SearchX } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import type { Translate } from '@/lib/i18n/translator'
import { contractListAddress, newContractAddress } from './contract-list-address'

type Props = { search: string; space: { id: string; name: string } | undefined; t: Translate }

export function NoContracts({ search, space, t }: Props) {
  if (!search) {
    const title = space ? t('contracts.emptySpace', { space: space.name }) : t('contracts.empty')
    return (
      <EmptyState icon={FileText} title={title} text={t('contracts.emptyText')}>
        <Link href={newContractAddress(space?.id ?? null)} className={buttonClass()}>
          {t('contracts.addFirst')}
        </Link>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={SearchX} title={t('contracts.noMatch', { search })} text={t('contracts.noMatchText')}>
      <Link href={contractListAddress({ spaceId: space?.id ?? null })} className={buttonClass()}>
        {t('contracts.clear')}
      </Link>
    </EmptyState>
  )
}
