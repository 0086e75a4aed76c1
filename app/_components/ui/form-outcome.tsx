import { CheckCircle2 } from 'lucide-react'

/** How a small form went, beside its button and read out: what was done, or why not; nothing before it was sent. */
export function FormOutcome({ done, refused }: { done?: string | false; refused?: string | false }) {
  return (
    <p role="status" className="min-w-0 text-[13px] [overflow-wrap:anywhere]">
      {done && (
        <span className="inline-flex items-center gap-1.5 text-good">
          <CheckCircle2 className="size-4 shrink-0" aria-hidden />
          {done}
        </span>
      )}
      {refused && <span className="text-danger">{refused}</span>}
    </p>
  )
}
