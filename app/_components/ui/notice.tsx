import { CheckCircle2, Info } from 'lucide-react'
import type { ReactNode } from 'react'

/** What was just done, or left undone, at the top of the page to which it led; without scripts too. */
export function Notice({ done = true, children }: { done?: boolean; children: ReactNode }) {
  const Icon = done ? CheckCircle2 : Info
  return (
    <p role="status" className="flex gap-2 rounded-panel border border-line bg-accent-soft px-3.5 py-2.5">
      <Icon className={`mt-0.5 size-4 shrink-0 ${done ? 'text-good' : 'text-accent'}`} strokeWidth={2.2} aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}
