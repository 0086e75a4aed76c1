import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { buttonClass } from './button'

export type Paged<T> = { rows: T[]; page: number; pages: number }

/** The number of the page that an address asks for; what is none is the first. */
export const askedPage = (asked: string | string[] | undefined): number =>
  typeof asked === 'string' && /^\d{1,7}$/.test(asked) ? Math.max(1, Number(asked)) : 1

/** The page of a list that an address asks for; what is no page or lies beyond the end is the nearest one. */
export function pageOf<T>(rows: T[], asked: string | string[] | undefined, size: number): Paged<T> {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const page = Math.min(pages, askedPage(asked))
  return { rows: rows.slice((page - 1) * size, page * size), page, pages }
}

type Props = { page: number; pages: number; address: (page: number) => string; words: Words }

/** The ways to a list's other pages. */
export function Pager({ page, pages, address, words: { t, f } }: Props) {
  if (pages <= 1) return null
  return (
    <nav aria-label={t('contracts.pages')} className="mt-3 flex flex-wrap items-center justify-end gap-2 text-[13px]">
      <span className="mr-2 text-muted">{t('contracts.page', { page: f.number(page), pages: f.number(pages) })}</span>
      {page > 1 && (
        <Link href={address(page - 1)} className={buttonClass()} scroll={false}>
          <ChevronLeft className="size-4" aria-hidden />
          {t('contracts.previous')}
        </Link>
      )}
      {page < pages && (
        <Link href={address(page + 1)} className={buttonClass()} scroll={false}>
          {t('contracts.next')}
          <ChevronRight className="size-4" aria-hidden />
        </Link>
      )}
    </nav>
  )
}
