'use client'

import { type ReactNode, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { FormAlert } from '@/app/_components/ui/form-alert'

type Props = {
  title: string
  submit: string
  children: ReactNode /** Does it, and answers why not, or null. */
  onSubmit: () => Promise<string | null>
  onClose: () => void
}

/** A question with a few fields; it stays open with the reason when it is refused. */
export function AskDialog({ title, submit, children, onSubmit, onClose }: Props) {
  const { t } = useWords()
  const [error, setError] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const send = () =>
    startTransition(async () => {
      const refusal = await onSubmit().catch(() => t('ui.unreachable'))
      setError(refusal)
      if (refusal === null) onClose()
    })
  return (
    <Dialog title={title} onClose={() => pending || onClose()}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) send()
        }}
      >
        {children}
        {error && <FormAlert>{error}</FormAlert>}
        <div className="flex flex-wrap justify-end gap-2">
          <button type="button" className={buttonClass()} onClick={onClose} disabled={pending}>
            {t('ui.cancel')}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
            {pending ? t('ui.pending') : submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
