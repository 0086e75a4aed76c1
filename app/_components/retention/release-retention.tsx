'use client'

import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { toast } from '@/app/_components/ui/toast-store'
import { releaseRetentionAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string }

/** Lets a frozen history go on, for a reason that is kept. */
export function ReleaseRetention(props: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <div>
      <button type="button" className={buttonClass()} onClick={() => setOpen(true)}>
        {t('retentionActions.release')}
      </button>
      {open && <ReleaseDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  )
}

function ReleaseDialog({ machineId, machineName, onClose }: Props & { onClose: () => void }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [reason, setReason] = useState('')
  const [invalid, setInvalid] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const known = { not_frozen: t('retentionActions.notFrozen'), check_failed: t('retentionActions.checkFailed') }

  const release = () =>
    startTransition(async () => {
      const result = await releaseRetentionAction({ machineId, reason }).catch(() => null)
      if (!result) return setRefusal(t('ui.unreachable'))
      setInvalid(!result.ok && result.reason === 'invalid')
      if (!result.ok) return setRefusal(result.reason === 'invalid' ? null : failureText(result, known))
      toast({ tone: 'good', text: t('retentionActions.released', { machine: machineName }) })
      onClose()
    })

  const told = { hint: t('retentionActions.reasonHint'), error: invalid ? t('retentionActions.reasonInvalid') : undefined }
  return (
    <Dialog title={t('retentionActions.releaseTitle', { machine: machineName })} onClose={() => pending || onClose()}>
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) release()
        }}
      >
        <ul className="grid list-disc gap-1 pl-4 text-muted">
          <li>{t('retentionActions.releaseConsequence')}</li>
          <li>{t('retentionActions.releaseAccepted')}</li>
        </ul>
        <Field id="release-reason" label={t('retentionActions.reason')} {...told}>
          <input
            id="release-reason"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            autoComplete="off"
            required
            className={inputClass}
            {...describedBy('release-reason', told)}
          />
        </Field>
        {refusal && <FormAlert>{refusal}</FormAlert>}
        <div className="flex justify-end gap-2">
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
