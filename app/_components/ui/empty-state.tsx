import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { icon: LucideIcon; title: string; text: string; heading?: 'h1' | 'h2' | 'h3'; children?: ReactNode }

/** Says what is not there and what to do about it. */
export function EmptyState({ icon: Icon, title, text, heading: Heading = 'h2', children }: Props) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-10 text-center">
      <span className="mb-1 grid size-10 place-items-center rounded-full bg-raised text-muted" aria-hidden>
        <Icon className="size-5" strokeWidth={1.75} />
      </span>
      <Heading className="font-semibold text-[15px]">{title}</Heading>
      <p className="text-balance text-muted">{text}</p>
      {children && <div className="mt-2">{children}</div>}
    </div>
  )
}
