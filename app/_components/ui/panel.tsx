import { clsx } from 'clsx'
import type { ReactNode } from 'react'

type Props = { title?: string; titleId?: string; hint?: ReactNode; aside?: ReactNode; children: ReactNode; className?: string }

export function Panel({ title, titleId, hint, aside, children, className }: Props) {
  return (
    <section
      className={clsx('min-w-0 rounded-panel border border-line bg-panel p-4 shadow-panel', className)}
      aria-labelledby={title ? titleId : undefined}
    >
      {title && (
        <div className="mb-3 flex flex-wrap items-center gap-x-3.5 gap-y-1.5">
          <h2 id={titleId} className="font-semibold text-[14px]">
            {title}
          </h2>
          {hint && <span className="text-[12.5px] text-muted">{hint}</span>}
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}
