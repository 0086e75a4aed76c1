'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useTransition } from 'react'

/** `state` is the address's query in full, so that going back shows the filters as they were. */
type Props = { action: string; label: string; state: string; className?: string; children: ReactNode }

const PAUSE_MILLISECONDS = 250
const TYPED = ['search', 'text', 'date']

/** Applies filters as they are typed or chosen, with the address as the state; without scripts it is a plain GET form. */
export function FilterForm({ action, label, state, className, children }: Props) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    const query = new URLSearchParams(state)
    for (const field of form.current?.elements ?? []) if (field !== document.activeElement) show(field, query)
  }, [state])

  function apply(filled: HTMLFormElement) {
    clearTimeout(timer.current)
    if (!filled.checkValidity()) return
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(filled)) if (typeof value === 'string' && value.trim()) query.set(name, value.trim())
    startTransition(() => router.replace(query.size > 0 ? `${action}?${query}` : action, { scroll: false }))
  }

  return (
    <search aria-label={label} aria-busy={pending} className="group/filters min-w-0">
      <form
        ref={form}
        action={action}
        method="get"
        className={className}
        onChange={({ currentTarget, target }) => {
          clearTimeout(timer.current)
          const typed = target instanceof HTMLInputElement && TYPED.includes(target.type)
          timer.current = setTimeout(() => apply(currentTarget), typed ? PAUSE_MILLISECONDS : 0)
        }}
        onSubmit={(event) => {
          event.preventDefault()
          apply(event.currentTarget)
        }}
      >
        {children}
      </form>
    </search>
  )
}

function show(field: Element, query: URLSearchParams): void {
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    field.checked = query.get(field.name) === field.value
  } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
    field.value = query.get(field.name) ?? ''
  }
}
