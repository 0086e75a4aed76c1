'use client'

import { useState, useTransition } from 'react'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { describedBy, Field } from '@/app/_components/ui/field'
import { toast } from '@/app/_components/ui/toast-store'
import { setUserPasswordAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'
import { PasswordInput } from './password-input'

/** Gives a user another password (requirements B2). */
export function PasswordForm({ userId, name }: { userId: string; name: string }) {
  const { t } = useWords()
  const failureText = useAdministrationFailure()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()

  const save = () =>
    startTransition(async () => {
      const known = { invalid: t('userActions.passwordInvalid') }
      const refusal = await setUserPasswordAction({ userId, password }).then(
        (result) => (result.ok ? undefined : failureText(result, known)),
        () => t('ui.unreachable'),
      )
      setError(refusal)
      if (refusal) return
      setPassword('')
      toast({ tone: 'good', text: t('userActions.passwordSet', { name }) })
    })

  const notes = { hint: t('userActions.passwordHint'), error }
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) save()
      }}
    >
      <Field id="new-password" label={t('userActions.newPassword')} {...notes}>
        <PasswordInput id="new-password" value={password} onChange={setPassword} {...describedBy('new-password', notes)} />
      </Field>
      <div className="flex justify-end">
        <button type="submit" className={buttonClass()} disabled={pending || password === ''} aria-busy={pending}>
          {pending ? t('ui.saving') : t('userActions.setPassword')}
        </button>
      </div>
    </form>
  )
}
