'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'

type Props = { search: string; label: string; placeholder: string; submit: string; kept: Record<string, string> }

const PAUSE_MILLISECONDS = 200

/** Searches as one types, with the address as the state; without scripts it is a plain GET form. */
export function ContractSearch({ search, label, placeholder, submit, kept }: Props) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)

  // The address may change from elsewhere (back, « Effacer »); what is being typed right now stays.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = search
  }, [search])
  useEffect(() => () => clearTimeout(timer.current), [])

  function look(text: string) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const query = new URLSearchParams(kept)
      if (text.trim()) query.set('q', text.trim())
      startTransition(() => router.replace(query.size > 0 ? `/contracts?${query}` : '/contracts', { scroll: false }))
    }, PAUSE_MILLISECONDS)
  }

  return (
    <search className="w-full sm:w-80">
      <form action="/contracts" method="get" className="relative">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          ref={input}
          type="search"
          name="q"
          defaultValue={search}
          maxLength={200}
          aria-label={label}
          placeholder={placeholder}
          aria-busy={pending}
          onChange={(event) => look(event.target.value)}
          className="h-9 w-full rounded-[8px] border border-edge bg-panel pr-3 pl-8 aria-busy:border-accent"
        />
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className="sr-only">
          {submit}
        </button>
      </form>
    </search>
  )
}
