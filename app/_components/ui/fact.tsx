import type { ReactNode } from 'react'

/** One figure with its name, inside a <dl>. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-[12.5px] text-muted">{name}</dt>
      <dd className="font-medium text-[14px] [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
