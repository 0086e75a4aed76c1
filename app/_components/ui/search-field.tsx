import { clsx } from 'clsx'
import { Search } from 'lucide-react'

type Props = {
  search: string
  label: string
  placeholder: string
  submit: string
  /** As high as the other fields of a row of filters. */
  compact?: boolean
  width?: string
}

/** The text of a filter form; without scripts Enter sends it. */
export function SearchField({ search, label, placeholder, submit, compact, width = 'sm:w-72' }: Props) {
  return (
    <>
      <span className={clsx('relative w-full', width)}>
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          name="q"
          defaultValue={search}
          maxLength={200}
          aria-label={label}
          placeholder={placeholder}
          className={clsx(
            'w-full rounded-[8px] border border-edge bg-panel pr-3 pl-8 group-aria-busy/filters:border-accent',
            compact ? 'h-8' : 'h-9',
          )}
        />
      </span>
      <button type="submit" className="sr-only">
        {submit}
      </button>
    </>
  )
}
