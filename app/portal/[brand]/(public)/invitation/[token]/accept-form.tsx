'use client'

import { useActionState, useEffect, useRef } from 'react'
import { buttonClass } from '@/app/_components/ui/button'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { acceptInvitationAction } from './actions'

type Texts = Record<'userName' | 'password' | 'passwordHint' | 'repeated' | 'submit' | 'pending' | 'invalidPassword' | 'differs', string>
type Props = { token: string; userName: string; texts: Texts }

/** Works without scripts too. Passwords are never sent back to the page: who mistypes types both again. */
export function AcceptForm({ token, userName, texts }: Props) {
  const [state, submit, pending] = useActionState(acceptInvitationAction.bind(null, token), { attempt: 0, invalid: [] })
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state.attempt])

  const password = { hint: texts.passwordHint, error: state.invalid.includes('password') ? texts.invalidPassword : undefined }
  // One thing at a time: a password that is too short differs from nothing yet.
  const repeated = { error: !password.error && state.invalid.includes('repeated') ? texts.differs : undefined }
  const secret = { type: 'password', autoComplete: 'new-password', maxLength: 1000, className: `${inputClass} min-h-10 text-[15px]` }
  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      <Field id="user-name" label={texts.userName}>
        <input id="user-name" name="username" readOnly value={userName} autoComplete="username" className={`${inputClass} min-h-10`} />
      </Field>
      <Field id="password" label={texts.password} {...password}>
        <input id="password" name="password" {...secret} {...describedBy('password', password)} />
      </Field>
      <Field id="repeated" label={texts.repeated} {...repeated}>
        <input id="repeated" name="repeated" {...secret} {...describedBy('repeated', repeated)} />
      </Field>
      <button type="submit" disabled={pending} aria-busy={pending} className={`${buttonClass('primary')} mt-1 min-h-10`}>
        {pending ? texts.pending : texts.submit}
      </button>
    </form>
  )
}
