'use client'

import { MailCheck } from 'lucide-react'
import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { minutesOf } from '@/app/_components/sign-in/minutes'
import { TextField } from '@/app/_components/sign-in/text-field'
import { buttonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { type ForgottenState, forgottenPasswordAction } from './actions'

const start: ForgottenState = { who: '', outcome: null, waitSeconds: 0 }

export function ForgottenForm() {
  const { t } = useWords()
  const [state, action, pending] = useActionState(forgottenPasswordAction, start)
  if (state.outcome === 'sent') {
    return (
      <div role="status" className="flex gap-2.5">
        <MailCheck className="mt-0.5 size-5 shrink-0 text-good" aria-hidden />
        <div className="grid min-w-0 gap-2 [overflow-wrap:anywhere]">
          <p className="font-medium">{t('forgottenPassword.sent', { who: state.who })}</p>
          <p className="text-muted">{t('forgottenPassword.sentText')}</p>
        </div>
      </div>
    )
  }
  const failed = state.outcome !== null && !pending
  return (
    <form action={action} className="grid gap-4">
      <p className="text-muted">{t('forgottenPassword.text')}</p>
      {failed && (
        <FormAlert id="forgotten-failed">
          {state.outcome === 'too_many'
            ? t('forgottenPassword.tooMany', { minutes: minutesOf(state.waitSeconds) })
            : t('forgottenPassword.invalid')}
        </FormAlert>
      )}
      <TextField
        label={t('forgottenPassword.who')}
        name="who"
        autoComplete="username"
        defaultValue={state.who}
        describedBy={failed ? 'forgotten-failed' : undefined}
        invalid={failed && state.outcome === 'invalid'}
      />
      <button type="submit" disabled={pending} aria-busy={pending} className={`${buttonClass('primary')} mt-1 min-h-10`}>
        {t(pending ? 'forgottenPassword.pending' : 'forgottenPassword.submit')}
      </button>
    </form>
  )
}
