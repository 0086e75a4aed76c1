import type { ReactNode } from 'react'

export const inputClass =
  'min-h-9 w-full rounded-[8px] border border-edge bg-panel px-3 py-1.5 text-ink aria-invalid:border-danger disabled:border-line disabled:bg-raised disabled:text-muted [&[readonly]]:border-line [&[readonly]]:bg-raised'

type Props = {
  id: string
  label: string
  hint?: ReactNode
  error?: string
  /** Another's value, told beside the own one. */
  current?: string
  children: ReactNode
}

/** A label, its input, and what there is to say of it; the input points at these with `describedBy`. */
export function Field({ id, label, hint, error, current, children }: Props) {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="text-[12.5px] text-danger">
          {error}
        </p>
      )}
      {current && (
        <p id={`${id}-current`} className="text-[12.5px] text-warning">
          {current}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-[12.5px] text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** The attributes by which an input names what stands below it. */
export const describedBy = (id: string, { hint, error, current }: Pick<Props, 'hint' | 'error' | 'current'>) => ({
  'aria-invalid': error ? (true as const) : undefined,
  'aria-describedby':
    [error && `${id}-error`, current && `${id}-current`, hint && `${id}-hint`].filter((part): part is string => Boolean(part)).join(' ') ||
    undefined,
})
