import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '@/app/_components/ui/link'

export type Sorting<Sort extends string> = { sort: Sort; descending: boolean }

/** The direction in which a column is shown, for its heading. */
export const ariaSort = <Sort extends string>(column: Sort, { sort, descending }: Sorting<Sort>) =>
  column === sort ? (descending ? 'descending' : 'ascending') : undefined

type Props = { isCurrent: boolean; descending: boolean; href: string; children: ReactNode }

/** A column's heading that orders the table by it; a second click turns the order round. */
export function SortLink({ isCurrent, descending, href, children }: Props) {
  const Arrow = descending ? ArrowDown : ArrowUp
  return (
    <Link
      href={href}
      replace
      scroll={false}
      className={clsx('inline-flex items-center gap-1 rounded-[4px] hover:text-ink', isCurrent && 'text-ink')}
    >
      {children}
      {isCurrent && <Arrow className="size-3.5" aria-hidden />}
    </Link>
  )
}
