import { Headset } from 'lucide-react'
import type { ReactNode } from 'react'

export const barButtonClass =
  'shrink-0 rounded-[7px] border border-current px-2.5 py-1 font-semibold text-[13px] hover:bg-panel disabled:opacity-60'

/** A strip at the foot of every page, in view whatever is scrolled; what it covers can be scrolled above it. */
export function SupportBar({ text, detail, children }: { text: string; detail: string; children: ReactNode }) {
  return (
    <>
      <div className="h-16 sm:h-12" aria-hidden />
      <div className="fixed inset-x-0 bottom-0 z-40 flex items-center gap-3 border-warning/40 border-t bg-warning-soft px-3 py-2 text-warning sm:px-5">
        <Headset className="size-4 shrink-0" strokeWidth={2.2} aria-hidden />
        <p className="min-w-0 flex-1 text-[13px] [overflow-wrap:anywhere]">
          <strong className="font-semibold">{text}</strong> <span className="max-sm:block">{detail}</span>
        </p>
        {children}
      </div>
    </>
  )
}
