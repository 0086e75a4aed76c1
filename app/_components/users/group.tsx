import { clsx } from 'clsx'
import type { ReactNode } from 'react'

type Props = { name: string; id?: string; error?: string; current?: string; children: ReactNode; className?: string }

/** Fields that belong together under one name. */
export function Group({ name, id, error, current, children, className }: Props) {
  const notes = [error && `${id}-error`, current && `${id}-current`].filter(Boolean).join(' ')
  return (
    <fieldset id={id} aria-describedby={notes || undefined} className="min-w-0">
      <legend className="mb-2.5 font-semibold text-[14px]">{name}</legend>
      <div className={clsx('grid gap-x-5 gap-y-3', className)}>{children}</div>
      {error && (
        <p id={`${id}-error`} className="mt-2 text-[12.5px] text-danger">
          {error}
        </p>
      )}
      {current && (
        <p id={`${id}-current`} className="mt-2 text-[12.5px] text-warning">
          {current}
        </p>
      )}
    </fieldset>
  )
}
