import { CheckCircle2 } from 'lucide-react'
import type { ReactNode } from 'react'

/** What was just done, at the top of the page to which it led; without scripts too. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex gap-2 rounded-panel border border-line bg-accent-soft px-3.5 py-2.5">
      <CheckCircle2 className="mt-0.5 size-4 shrink-0 text-good" strokeWidth={2.2} aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}
