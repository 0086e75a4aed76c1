import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

const tones = {
  neutral: 'border-line text-ink',
  good: 'border-line text-good',
  warning: 'border-transparent bg-warning-soft text-warning',
  danger: 'border-transparent bg-danger-soft text-danger',
} as const

export type Tone = keyof typeof tones

/** A short fact with an icon, so that its colour is never alone. */
export function Chip({ icon: Icon, tone = 'neutral', children }: { icon?: LucideIcon; tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 py-0.5 text-[12.5px]', tones[tone])}
    >
      {Icon && <Icon className="size-3.5 shrink-0" strokeWidth={2.2} aria-hidden />}
      {children}
    </span>
  )
}
