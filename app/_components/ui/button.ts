import { clsx } from 'clsx'

const base =
  'inline-flex min-h-8 items-center justify-center gap-2 rounded-[8px] border px-3 py-1.5 font-medium transition-colors disabled:opacity-60'

/** The look of a button, for links and buttons alike. */
export const buttonClass = (kind: 'plain' | 'primary' = 'plain'): string =>
  clsx(
    base,
    kind === 'primary'
      ? 'border-ink/15 bg-accent-fill text-on-accent hover:brightness-95'
      : 'border-line bg-panel text-ink hover:border-edge hover:bg-raised',
  )

/** A square that shows only an icon; goes with an accessible name and, where it is alone, a tooltip. */
export const iconButtonClass =
  'grid size-8 shrink-0 place-items-center rounded-[7px] border border-line text-muted transition-colors hover:border-edge hover:bg-raised hover:text-ink'

/** The button that takes something away for good. */
export const dangerButtonClass = clsx(base, 'border-transparent bg-danger text-panel hover:brightness-95')
