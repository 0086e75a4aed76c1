'use client'

import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { toast } from '@/app/_components/ui/toast-store'
import { acknowledgeAlertAction, snoozeAlertAction } from '@/app/portal/[brand]/(account)/alerts/actions'

export type HoldKind = 'acknowledge' | 'snooze'
type Props = { kind: HoldKind; alertId: string; name: string; onClose: () => void }

/** Asks why, and for a rest also how long. What was typed stays when it is refused. */
export function HoldDialog({ kind, alertId, name, onClose }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [reason, setReason] = useState('')
  const [days, setDays] = useState('7')
  const [invalid, setInvalid] = useState<string[]>([])
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()

  function refuse(result: { reason: string; fields?: string[] }) {
    setInvalid(result.fields ?? [])
    setRefusal(result.reason === 'invalid' ? null : failureText(result, { closed: t('alertActions.closed') }))
  }

  const hold = () =>
    startTransition(async () => {
      const asked = kind === 'acknowledge' ? acknowledgeAlertAction({ alertId, reason }) : snoozeAlertAction({ alertId, reason, days })
      const result = await asked.catch(() => null)
      if (!result) return setRefusal(t('ui.unreachable'))
      if (!result.ok) return refuse(result)
      toast({ tone: 'good', text: t(kind === 'acknowledge' ? 'alertActions.acknowledged' : 'alertActions.snoozed') })
      onClose()
    })

  const why = { hint: t('alertActions.reasonHint'), error: invalid.includes('reason') ? t('alertActions.reasonInvalid') : undefined }
  const long = { error: invalid.includes('days') ? t('alertActions.daysInvalid') : undefined }
  return (
    <Dialog title={t(`alertActions.${kind}Title`, { name })} onClose={() => pending || onClose()}>
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending) hold()
        }}
      >
        <p className="text-muted">{t(`alertActions.${kind}Text`)}</p>
        {kind === 'snooze' && (
          <Field id="hold-days" label={t('alertActions.days')} {...long}>
            <input
              id="hold-days"
              type="number"
              inputMode="numeric"
              min={1}
              max={90}
              value={days}
              onChange={(event) => setDays(event.target.value)}
              className={`${inputClass} max-w-28`}
              {...describedBy('hold-days', long)}
            />
          </Field>
        )}
        <Field id="hold-reason" label={t('alertActions.reason')} {...why}>
          <input
            id="hold-reason"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            autoComplete="off"
            required
            className={inputClass}
            {...describedBy('hold-reason', why)}
          />
        </Field>
        {refusal && <FormAlert>{refusal}</FormAlert>}
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
