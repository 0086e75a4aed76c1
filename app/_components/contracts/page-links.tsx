import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { ListContracts } from '@/lib/contracts/schema'
import { contractListAddress } from './contract-list-address'

export function PageLinks({ query, pages, words: { t, f } }: { query: ListContracts; pages: number; words: Words }) {
  if (pages <= 1) return null
  const at = (page: number) => contractListAddress({ ...query, page })
  return (
    <nav aria-label={t('contracts.pages')} className="mt-3 flex flex-wrap items-center justify-end gap-2 text-[13px]">
      <span className="mr-2 text-muted">{t('contracts.page', { page: f.number(query.page), pages: f.number(pages) })}</span>
      {query.page > 1 && (
        <Link href={at(query.page - 1)} className={buttonClass()}>
          <ChevronLeft className="size-4" aria-hidden />
          {t('contracts.previous')}
        </Link>
      )}
      {query.page < pages && (
        <Link href={at(query.page + 1)} className={buttonClass()}>
          {t('contracts.next')}
          <ChevronRight className="size-4" aria-hidden />
        </Link>
      )}
    </nav>
  )
}
