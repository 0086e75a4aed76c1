'use client'

import type { ReactNode } from 'react'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'

/** A link in a popover, which closes it on the way. */
export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className={`${buttonClass()} w-full`}
      onClick={(event) => event.currentTarget.closest<HTMLElement>(':popover-open')?.hidePopover()}
    >
      {children}
    </Link>
  )
}
