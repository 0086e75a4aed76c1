'use client'

import { clsx } from 'clsx'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { Link } from '@/app/_components/ui/link'
import { type Counts, useNavCounts } from './nav-counts'

type Props = { href: string; also?: string[]; children: ReactNode }

/** An entry of the navigation; marked on its own pages, unless `alone`, and on those under `also`. */
export function NavLink({ href, also, alone, children }: Props & { alone?: boolean }) {
  return <NavAnchor {...useNavState(href, also, alone)}>{children}</NavAnchor>
}

/** An entry with its figure beside it, which readers hear as a description, so that the name stays the name. */
export function CountedNavLink({ href, also, count, children }: Props & { count: keyof Counts }) {
  const { t, f } = useWords()
  const value = useNavCounts()[count]
  return (
    <NavAnchor {...useNavState(href, also)} description={t(`navigation.${count}`, { count: value })}>
      {children}
      <span
        aria-hidden
        className={clsx(
          'ml-auto min-w-4 rounded-full px-1 text-center font-medium text-[12px] tabular-nums leading-5',
          count === 'inAlert' && value > 0 ? 'state-fill min-w-5 px-1.5 font-semibold' : 'text-muted',
        )}
        data-state={count === 'inAlert' && value > 0 ? 'lost' : undefined}
      >
        {f.number(value)}
      </span>
    </NavAnchor>
  )
}

type State = { href: string; isCurrent: boolean; isOpen: boolean }

function useNavState(href: string, also: string[] = [], alone = false): State {
  const path = usePathname()
  const isCurrent = path === href
  const roots = alone ? also : [href, ...also]
  return { href, isCurrent, isOpen: isCurrent || roots.some((start) => path.startsWith(`${start}/`)) || also.includes(path) }
}

function NavAnchor({ href, isCurrent, isOpen, description, children }: State & { description?: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : isOpen ? 'true' : undefined}
      aria-description={description}
      onClick={(event) => event.currentTarget.closest<HTMLElement>(':popover-open')?.hidePopover()}
      className={clsx(
        'flex min-h-9 items-center gap-2 rounded-[7px] px-2 py-1.5 text-[13.5px] tracking-[-0.01em] lg:min-h-8',
        isOpen ? 'bg-accent-soft font-semibold text-accent' : 'text-ink hover:bg-raised',
      )}
    >
      {children}
    </Link>
  )
}
