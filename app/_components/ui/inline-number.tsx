'use client'

import { Check, Pencil, X } from 'lucide-react'
import { useEffect, useRef, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { toast } from './toast-store'

type Props = {
  value: number
  /** How the value reads where it stands. */
  shown: string
  label: string
  max: number
  /** Saves, and answers why not, or null when it is done. */
  onSave: (value: number) => Promise<string | null>
}

const smallButton = 'grid size-7 shrink-0 place-items-center rounded-[6px] text-muted hover:bg-raised hover:text-ink'

/** A number that is changed where it stands: Enter saves, Escape leaves it. */
export function InlineNumber({ value, shown, label, max, onSave }: Props) {
  const { t } = useWords()
  const [editing, setEditing] = useState(false)
  const [pending, startTransition] = useTransition()
  const input = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)

  useEffect(() => {
    if (editing) input.current?.select()
    else if (wasEditing.current) opener.current?.focus()
    wasEditing.current = editing
  }, [editing])

  function save() {
    const next = Number(input.current?.value)
    if (!Number.isInteger(next) || next < 1 || next > max) {
      toast({ tone: 'danger', text: t('ui.numberRange', { max }) })
      input.current?.select()
      return
    }
    startTransition(async () => {
      const refusal = next === value ? null : await onSave(next).catch(() => t('ui.unreachable'))
      if (refusal) toast({ tone: 'danger', text: refusal })
      // Together with the page that comes back, so that the old value does not flash up.
      else startTransition(() => setEditing(false))
    })
  }

  if (!editing) {
    return (
      <button
        ref={opener}
        type="button"
        aria-label={`${label} : ${shown}. ${t('ui.change')}`}
        onClick={() => setEditing(true)}
        className="-mx-1.5 inline-flex min-h-7 items-center gap-1.5 rounded-[6px] px-1.5 tabular-nums hover:bg-raised"
      >
        {shown}
        <Pencil className="size-3.5 text-muted" aria-hidden />
      </button>
    )
  }
  return (
    <form
      className="inline-flex items-center gap-0.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      onKeyDown={(event) => event.key === 'Escape' && setEditing(false)}
    >
      <input
        ref={input}
        aria-label={label}
        inputMode="numeric"
        defaultValue={value}
        maxLength={6}
        autoComplete="off"
        className="h-7 w-14 rounded-[6px] border border-edge bg-panel px-1.5 text-right tabular-nums"
      />
      <button type="submit" className={smallButton} aria-label={t('ui.save')} disabled={pending} aria-busy={pending}>
        <Check className="size-4" aria-hidden />
      </button>
      <button type="button" className={smallButton} aria-label={t('ui.cancel')} onClick={() => setEditing(false)}>
        <X className="size-4" aria-hidden />
      </button>
    </form>
  )
}
