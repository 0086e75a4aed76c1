'use client'

import { Check, X } from 'lucide-react'

type Props = { on: boolean; label: string; description?: string; busy?: boolean; onChange: (on: boolean) => void }

/** One click turns it: green with a tick, red with a cross (requirements D4). */
export function Switch({ on, label, description, busy, onChange }: Props) {
  const Icon = on ? Check : X
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-description={description}
      aria-busy={busy}
      onClick={() => onChange(!on)}
      className="group relative block h-[22px] w-10 shrink-0 rounded-full bg-danger transition-colors before:absolute before:-inset-x-1 before:-inset-y-2 aria-checked:bg-good"
    >
      <span className="absolute top-[3px] left-[3px] grid size-4 place-items-center rounded-full bg-panel text-danger transition-transform group-aria-checked:translate-x-[18px] group-aria-checked:text-good">
        <Icon className="size-3" strokeWidth={3} aria-hidden />
      </span>
    </button>
  )
}
