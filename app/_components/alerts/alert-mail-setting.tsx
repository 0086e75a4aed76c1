'use client'

import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { FormOutcome } from '@/app/_components/ui/form-outcome'
import type { ActionFailure } from '@/lib/actions/action'
import type { SetAlertMails } from '@/lib/alerts/schema'

type State = { ok: true; value: undefined } | ActionFailure | null
type Props = { mails: SetAlertMails; action: (state: State, form: FormData) => Promise<State> }

const PACES = [1, 3, 7, 14, 30]
const selectClass = 'h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2'

/** How the account's alert mails come; for administrators (requirements E5). */
export function AlertMailSetting({ mails, action }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, null)
  const { remindAfterDays, successMails, dailyDigest } = mails
  const paces = [...new Set([...PACES, ...(remindAfterDays ? [remindAfterDays] : [])])].sort((a, b) => a - b)
  return (
    <form
      // Asked anew after each answer, so that what is in force is what stands there.
      key={`${remindAfterDays} ${successMails} ${dailyDigest}`}
      action={submit}
      aria-label={t('alertMailSetting.title')}
      className="grid gap-2.5"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2.5">
        <label className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{t('alertMailSetting.successes')}</span>
          <select name="successMails" defaultValue={successMails} className={selectClass}>
            <option value="each">{t('alertMailSetting.each')}</option>
            <option value="daily">{t('alertMailSetting.daily')}</option>
          </select>
        </label>
        <label className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{t('alertMailSetting.reminders')}</span>
          <select name="remindAfterDays" defaultValue={remindAfterDays ?? 'never'} className={selectClass}>
            <option value="never">{t('alertMailSetting.never')}</option>
            {paces.map((days) => (
              <option key={days} value={days}>
                {t('alertMailSetting.every', { days })}
              </option>
            ))}
          </select>
        </label>
        <label className="flex items-center gap-2">
          <input type="checkbox" name="dailyDigest" defaultChecked={dailyDigest} className="size-4 accent-accent" />
          <span className="font-medium">{t('alertMailSetting.digest')}</span>
        </label>
        <button type="submit" disabled={pending} className={buttonClass()}>
          {t(pending ? 'alertMailSetting.pending' : 'alertMailSetting.save')}
        </button>
        <FormOutcome done={state?.ok && t('alertMailSetting.saved')} refused={state?.ok === false && t('alertMailSetting.refused')} />
      </div>
      <p className="text-[12.5px] text-muted">{t('alertMailSetting.effect')}</p>
    </form>
  )
}
