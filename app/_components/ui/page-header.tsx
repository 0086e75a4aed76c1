import type { ReactNode } from 'react'
import { Link } from '@/app/_components/ui/link'

type Crumb = { href: string; label: string }
type Props = { title: string; crumbs?: Crumb[]; crumbsLabel?: string; beside?: ReactNode; actions?: ReactNode }

export function PageHeader({ title, crumbs, crumbsLabel, beside, actions }: Props) {
  return (
    <div>
      {crumbs && (
        <nav aria-label={crumbsLabel} className="mb-1 text-[13px] text-muted">
          <ol className="flex flex-wrap gap-x-1.5">
            {crumbs.map((crumb) => (
              <li key={crumb.href} className="after:ml-1.5 after:content-['/'] last:after:content-none">
                <Link href={crumb.href} className="hover:text-ink hover:underline">
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="font-semibold text-[19px] tracking-[-0.015em] [overflow-wrap:anywhere]">{title}</h1>
        {beside}
        {actions && <div className="flex w-full flex-wrap gap-2 sm:ml-auto sm:w-auto">{actions}</div>}
      </div>
    </div>
  )
}
