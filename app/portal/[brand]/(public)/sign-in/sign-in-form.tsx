'use client'

import { TriangleAlert } from 'lucide-react'
import { useActionState } from 'react'
import { buttonClass } from '@/app/_components/ui/button'
import { type SignInState, signInAction } from '@/lib/auth/actions'
import { TextField } from './text-field'

type Texts = Record<'userName' | 'password' | 'submit' | 'pending' | 'failed', string>

const start: SignInState = { userName: '', reason: null }

/** Works without scripts too: the form posts, and the page comes back with the name kept and the reason above. */
export function SignInForm({ texts }: { texts: Texts }) {
  const [state, action, pending] = useActionState(signInAction, start)
  const failed = state.reason !== null && !pending
  return (
    <form action={action} className="grid gap-4">
      {failed && (
        <p role="alert" id="sign-in-failed" className="flex gap-2 rounded-[8px] bg-danger-soft px-3 py-2.5 text-[13px] text-danger">
          <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden />
          {texts.failed}
        </p>
      )}
      <TextField
        label={texts.userName}
        name="userName"
        autoComplete="username"
        defaultValue={state.userName}
        describedBy={failed ? 'sign-in-failed' : undefined}
      />
      <TextField
        label={texts.password}
        name="password"
        type="password"
        autoComplete="current-password"
        describedBy={failed ? 'sign-in-failed' : undefined}
      />
      <button type="submit" disabled={pending} aria-busy={pending} className={`${buttonClass('primary')} mt-1 min-h-10`}>
        {pending ? texts.pending : texts.submit}
      </button>
    </form>
  )
}
