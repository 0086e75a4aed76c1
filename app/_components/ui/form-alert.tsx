import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Why a form was refused, read out at once. */
export function FormAlert({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div role="alert" id={id} className="flex gap-2 rounded-[8px] bg-danger-soft px-3 py-2.5 text-[13px] text-danger">
      <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden />
      <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>
    </div>
  )
}
