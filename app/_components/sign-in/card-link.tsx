import type { ReactNode } from 'react'
import { Link } from '@/app/_components/ui/link'

/** A way on or back, below the one thing that a public page is for. */
export function CardLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-[13px] text-accent underline decoration-1 underline-offset-2">
      {children}
    </Link>
  )
}
