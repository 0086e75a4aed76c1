'use client'

import { type ReactNode, useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { minutesOf } from '@/app/_components/sign-in/minutes'
import { TextField } from '@/app/_components/sign-in/text-field'
import { buttonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { type SignInState, signInAction } from '@/lib/auth/actions'

const start: SignInState = { userName: '', reason: null, waitSeconds: 0 }

/** Works without scripts too: the form posts, and the page comes back with the name kept and the reason above. */
export function SignInForm({ children }: { children: ReactNode }) {
  const { t } = useWords()
  const [state, action, pending] = useActionState(signInAction, start)
  const failed = state.reason !== null && !pending
  const told = failed ? { describedBy: 'sign-in-failed', invalid: state.reason === 'invalid_credentials' } : {}
  return (
    <form action={action} className="grid gap-4">
      {failed ? (
        <FormAlert id="sign-in-failed">
          {state.reason === 'too_many' ? t('signIn.tooMany', { minutes: minutesOf(state.waitSeconds) }) : t('signIn.failed')}
        </FormAlert>
      ) : (
        children
      )}
      <TextField label={t('signIn.userName')} name="userName" autoComplete="username" defaultValue={state.userName} {...told} />
      <TextField label={t('signIn.password')} name="password" type="password" autoComplete="current-password" {...told} />
      <button type="submit" disabled={pending} aria-busy={pending} className={`${buttonClass('primary')} mt-1 min-h-10`}>
        {t(pending ? 'signIn.pending' : 'signIn.submit')}
      </button>
    </form>
  )
}
