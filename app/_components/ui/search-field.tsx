import { Search } from 'lucide-react'

type Props = { search: string; label: string; placeholder: string; submit: string }

/** The text of a filter form; without scripts Enter sends it. */
export function SearchField({ search, label, placeholder, submit }: Props) {
  return (
    <>
      <span className="relative w-full sm:w-72">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          name="q"
          defaultValue={search}
          maxLength={200}
          aria-label={label}
          placeholder={placeholder}
          className="h-9 w-full rounded-[8px] border border-edge bg-panel pr-3 pl-8 group-aria-busy/filters:border-accent"
        />
      </span>
      <button type="submit" className="sr-only">
        {submit}
      </button>
    </>
  )
}
