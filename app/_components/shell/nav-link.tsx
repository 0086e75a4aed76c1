'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

type Props = { href: string; also?: string[]; children: ReactNode }

/** An entry of the navigation; marked on its own pages and on those under `also`. */
export function NavLink({ href, also = [], children }: Props) {
  const path = usePathname()
  const isCurrent = path === href
  const isOpen = isCurrent || [href, ...also].some((start) => path.startsWith(`${start}/`)) || also.includes(path)
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : isOpen ? 'true' : undefined}
      onClick={(event) => event.currentTarget.closest<HTMLElement>(':popover-open')?.hidePopover()}
      className={clsx(
        'flex min-h-9 items-center gap-2.5 rounded-[7px] px-2 py-1.5 lg:min-h-8',
        isOpen ? 'bg-accent-soft font-semibold text-accent' : 'text-ink hover:bg-raised',
      )}
    >
      {children}
    </Link>
  )
}
