'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { ReasonDialog, type Refused } from '@/app/_components/ui/reason-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { acknowledgeAlertAction, snoozeAlertAction } from '@/app/portal/[brand]/(account)/alerts/actions'

export type HoldKind = 'acknowledge' | 'snooze'
type Props = { kind: HoldKind; alertId: string; name: string; onClose: () => void }

/** Asks why, and for a rest also how long. */
export function HoldDialog({ kind, alertId, name, onClose }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [days, setDays] = useState('7')

  async function hold(reason: string): Promise<Refused | null> {
    const result = await (kind === 'acknowledge'
      ? acknowledgeAlertAction({ alertId, reason })
      : snoozeAlertAction({ alertId, reason, days }))
    if (!result.ok) {
      const text = result.reason === 'invalid' ? null : failureText(result, { closed: t('alertActions.closed') })
      return { invalid: ('fields' in result && result.fields) || [], text }
    }
    toast({ tone: 'good', text: t(kind === 'acknowledge' ? 'alertActions.acknowledged' : 'alertActions.snoozed') })
    return null
  }

  const reason = { label: t('alertActions.reason'), hint: t('alertActions.reasonHint'), invalid: t('alertActions.reasonInvalid') }
  return (
    <ReasonDialog title={t(`alertActions.${kind}Title`, { name })} reason={reason} onConfirm={hold} onClose={onClose}>
      {(invalid) => {
        const long = { error: invalid.includes('days') ? t('alertActions.daysInvalid') : undefined }
        return (
          <>
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
          </>
        )
      }}
    </ReasonDialog>
  )
}
