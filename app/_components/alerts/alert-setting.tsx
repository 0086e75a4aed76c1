'use client'

import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { FormOutcome } from '@/app/_components/ui/form-outcome'
import type { ActionFailure } from '@/lib/actions/action'

type State = { ok: true; value: undefined } | ActionFailure | null
type Props = { days: number; editable: boolean; action: (state: State, form: FormData) => Promise<State> }

/** After how many days a machine is in alert, and what that does; administrators set it, members read it (requirements E2). */
export function AlertSetting({ days, editable, action }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, null)
  if (!editable)
    return (
      <p className="text-[13px]">
        {t('alertSetting.shown', { days })} <span className="text-muted">{t('alertSetting.byAdministrator')}</span>
      </p>
    )
  const refused = state?.ok === false
  return (
    <form action={submit} noValidate className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <label htmlFor="alert-days" className="font-medium">
          {t('alertSetting.label')}
        </label>
        <span className="flex items-center gap-2">
          <input
            // Asked anew after each answer, so that what is in force is what stands there.
            key={refused ? 'kept' : days}
            id="alert-days"
            name="days"
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={365}
            defaultValue={days}
            aria-describedby="alert-days-effect"
            aria-invalid={refused || undefined}
            className="h-8 w-20 rounded-[8px] border border-edge bg-panel px-2.5 text-right tabular-nums aria-invalid:border-danger"
          />
          {t('alertSetting.days')}
        </span>
        <button type="submit" disabled={pending} className={buttonClass()}>
          {t(pending ? 'alertSetting.pending' : 'alertSetting.save')}
        </button>
        <FormOutcome
          done={state?.ok && t('alertSetting.saved', { days })}
          refused={refused && t(state.reason === 'forbidden' ? 'alertSetting.forbidden' : 'alertSetting.invalid')}
        />
      </div>
      <p id="alert-days-effect" className="text-[12.5px] text-muted">
        {t('alertSetting.effect')}
      </p>
    </form>
  )
}
