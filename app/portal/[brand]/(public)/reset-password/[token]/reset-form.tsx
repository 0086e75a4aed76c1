'use client'

import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { PasswordInput } from '@/app/_components/ui/password-input'
import type { ResetState } from './actions'

type Props = { action: (state: ResetState, form: FormData) => Promise<ResetState>; userName: string }

export function ResetForm({ action, userName }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, { fault: null })
  const notes = { hint: t('passwordRule.hint'), error: state.fault && !pending ? t(`passwordRule.${state.fault}`) : undefined }
  return (
    <form action={submit} className="grid gap-4">
      {/* For password managers, which otherwise keep the password under no name. */}
      <input type="text" name="userName" autoComplete="username" value={userName} readOnly hidden />
      <Field id="new-password" label={t('resetPassword.password')} {...notes}>
        <PasswordInput id="new-password" name="password" autoComplete="new-password" notes={notes} />
      </Field>
      <button type="submit" disabled={pending} aria-busy={pending} className={`${buttonClass('primary')} mt-1 min-h-10`}>
        {t(pending ? 'resetPassword.pending' : 'resetPassword.submit')}
      </button>
    </form>
  )
}
