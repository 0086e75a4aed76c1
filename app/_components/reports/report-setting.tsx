'use client'

import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { FormOutcome } from '@/app/_components/ui/form-outcome'
import type { ActionFailure } from '@/lib/actions/action'
import type { SetMonthlyReport } from '@/lib/reports/schema'

type State = { ok: true; value: undefined } | ActionFailure | null
type Props = { to: SetMonthlyReport['to']; action: (state: State, form: FormData) => Promise<State> }

const CHOICES = ['nobody', 'client', 'reseller', 'both'] as const

/** Who gets the reports on the first of each month; for administrators. */
export function ReportSetting({ to, action }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, null)
  return (
    <form
      // Asked anew after each answer, so that what is in force is what stands there.
      key={to}
      action={submit}
      aria-label={t('reportSetting.title')}
      className="mt-3.5 grid gap-2.5 border-line border-t pt-3.5"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2.5">
        <label className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{t('reportSetting.to')}</span>
          <select name="to" defaultValue={to} className="h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2">
            {CHOICES.map((choice) => (
              <option key={choice} value={choice}>
                {t(`reportSetting.${choice}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={pending} className={buttonClass()}>
          {t(pending ? 'reportSetting.pending' : 'reportSetting.save')}
        </button>
        <FormOutcome done={state?.ok && t('reportSetting.saved')} refused={state?.ok === false && t('reportSetting.refused')} />
      </div>
      <p className="text-[12.5px] text-muted">{t('reportSetting.effect')}</p>
    </form>
  )
}
