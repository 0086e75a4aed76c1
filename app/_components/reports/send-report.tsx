'use client'

import { Send } from 'lucide-react'
import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { FormOutcome } from '@/app/_components/ui/form-outcome'
import type { ActionFailure } from '@/lib/actions/action'

const REFUSALS = ['no_such_month', 'too_often', 'busy'] as const
type Refusal = (typeof REFUSALS)[number]
export type SendState = { ok: true; value: { recipients: string[] } } | { ok: false; reason: Refusal } | ActionFailure | null
type Props = {
  report: { contractId: string; month: string; clientEmail: string; alertEmail: string }
  /** This form's own: pressed twice it is one sending. */
  sendId: string
  action: (state: SendState, form: FormData) => Promise<SendState>
}

/** Sends the report that is shown as a PDF; for who may write in the reseller's name. */
export function SendReport({ report: { contractId, month, clientEmail, alertEmail }, sendId, action }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, null)
  const refused = state?.ok === false && (REFUSALS.find((reason) => reason === state.reason) ?? 'refused')
  return (
    <form action={submit} aria-label={t('sendReport.title')} className="grid gap-2.5">
      <input type="hidden" name="contractId" value={contractId} />
      <input type="hidden" name="month" value={month} />
      <input type="hidden" name="sendId" value={sendId} />
      <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2.5">
        <label className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="font-medium">{t('sendReport.to')}</span>
          <select name="to" defaultValue="client" className="h-8 max-w-full rounded-[8px] border border-edge bg-panel px-2">
            <option value="client">{t('sendReport.client', { email: clientEmail })}</option>
            <option value="reseller">{t('sendReport.reseller', { email: alertEmail })}</option>
            <option value="both">{t('sendReport.both')}</option>
          </select>
        </label>
        <button type="submit" disabled={pending} className={buttonClass()}>
          <Send className="size-4" aria-hidden />
          {t(pending ? 'sendReport.pending' : 'sendReport.send')}
        </button>
        <FormOutcome
          done={state?.ok && t('sendReport.sent', { recipients: state.value.recipients.join(', ') })}
          refused={refused && t(`sendReport.${refused}`)}
        />
      </div>
      <p className="text-[12.5px] text-muted">{t('sendReport.text')}</p>
    </form>
  )
}
