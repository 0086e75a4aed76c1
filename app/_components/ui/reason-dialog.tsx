'use client'

import { type ReactNode, useId, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from './button'
import { Dialog } from './dialog'
import { describedBy, Field, inputClass } from './field'
import { FormAlert } from './form-alert'

/** Which fields are wrong, and what else there is to say. */
export type Refused = { invalid: string[]; text: string | null }

type Props = {
  title: string
  reason: { label: string; hint: string; invalid: string }
  /** What stands above the reason; it is told which fields are wrong. */
  children: (invalid: string[]) => ReactNode
  /** Does it, and answers why not, or null when it is done. */
  onConfirm: (reason: string) => Promise<Refused | null>
  onClose: () => void
}

/** Asks for a reason that is kept. What was typed stays when it is refused. */
export function ReasonDialog({ title, reason: { label, hint, invalid }, children, onConfirm, onClose }: Props) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<Refused>({ invalid: [], text: null })
  const [pending, startTransition] = useTransition()
  const id = useId()

  function confirm() {
    startTransition(async () => {
      const refusal = await onConfirm(reason).catch(() => ({ invalid: [], text: t('ui.unreachable') }))
      if (refusal) setRefused(refusal)
      else onClose()
    })
  }

  const notes = { hint, error: refused.invalid.includes('reason') ? invalid : undefined }
  return (
    <Dialog title={title} onClose={() => pending || onClose()}>
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) confirm()
        }}
      >
        {children(refused.invalid)}
        <Field id={id} label={label} {...notes}>
          <input
            id={id}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            autoComplete="off"
            required
            className={inputClass}
            {...describedBy(id, notes)}
          />
        </Field>
        {refused.text && <FormAlert>{refused.text}</FormAlert>}
        <div className="flex flex-wrap justify-end gap-2">
          <button type="button" className={buttonClass()} disabled={pending} onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
            {t('ui.confirm')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
