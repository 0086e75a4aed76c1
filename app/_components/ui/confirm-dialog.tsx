'use client'

import { type ReactNode, useId, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, dangerButtonClass } from './button'
import { Dialog } from './dialog'
import { inputClass } from './field'
import { FormAlert } from './form-alert'

type Props = {
  title: string
  children: ReactNode
  /** What has to be typed out before data goes. */
  typed?: { label: string; expected: string }
  danger?: boolean
  /** Does it, and answers why not, or null when it is done. */
  onConfirm: (typed: string) => Promise<string | null>
  onClose: () => void
}

/** Asks before something is done, names its consequences, and stays open with the reason when it is refused. */
export function ConfirmDialog({ title, children, typed, danger = false, onConfirm, onClose }: Props) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const id = useId()
  const ready = !typed || text.trim() === typed.expected.trim()

  function confirm() {
    startTransition(async () => {
      const refusal = await onConfirm(text).catch(() => t('ui.unreachable'))
      setError(refusal)
      if (refusal === null) onClose()
    })
  }

  return (
    <Dialog title={title} onClose={() => pending || onClose()}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !pending) confirm()
        }}
      >
        <div className="grid gap-2 text-muted">{children}</div>
        {typed && (
          <div className="grid gap-1.5">
            <label htmlFor={id} className="text-[13px]">
              {typed.label} <strong className="select-all font-semibold [overflow-wrap:anywhere]">{typed.expected}</strong>
            </label>
            <input
              id={id}
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className={inputClass}
            />
          </div>
        )}
        {error && <FormAlert>{error}</FormAlert>}
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <button type="button" className={buttonClass()} onClick={onClose} disabled={pending}>
            {t('ui.cancel')}
          </button>
          <button
            type="submit"
            className={danger ? dangerButtonClass : buttonClass('primary')}
            disabled={!ready || pending}
            aria-busy={pending}
          >
            {pending ? t('ui.pending') : t('ui.confirm')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
