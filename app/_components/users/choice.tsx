import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'id'> & { id: string; label: string; hint?: string }

/** A box to tick or one of several to choose, with what it means below its name. */
export function Choice({ id, label, hint, ...input }: Props) {
  return (
    <div className="flex gap-2.5">
      <input {...input} id={id} aria-describedby={hint && `${id}-hint`} className="mt-0.5 size-4 shrink-0 accent-(--accent)" />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium [overflow-wrap:anywhere]">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-[12.5px] text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
