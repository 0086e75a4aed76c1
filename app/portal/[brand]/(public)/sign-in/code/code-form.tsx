'use client'

import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { minutesOf } from '@/app/_components/sign-in/minutes'
import { TextField } from '@/app/_components/sign-in/text-field'
import { buttonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { type CodeState, confirmSignInAction } from '@/lib/auth/actions'

const start: CodeState = { reason: null, waitSeconds: 0 }

/** One field for both kinds of code; a telephone shows figures for the authenticator's, letters for a recovery code. */
export function CodeForm({ isRecovery }: { isRecovery: boolean }) {
  const { t } = useWords()
  const [state, action, pending] = useActionState(confirmSignInAction, start)
  const failed = state.reason !== null && !pending
  return (
    <form action={action} className="grid gap-4">
      {failed && (
        <FormAlert id="code-failed">
          {state.reason === 'codes_locked'
            ? t('signInCode.locked', { minutes: minutesOf(state.waitSeconds) })
            : t(isRecovery ? 'signInCode.wrongRecoveryCode' : 'signInCode.wrongCode')}
        </FormAlert>
      )}
      <TextField
        label={t(isRecovery ? 'signInCode.recoveryCode' : 'signInCode.code')}
        name="code"
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        inputMode={isRecovery ? undefined : 'numeric'}
        describedBy={failed ? 'code-failed' : undefined}
        invalid={failed}
      />
      <button type="submit" disabled={pending} aria-busy={pending} className={`${buttonClass('primary')} mt-1 min-h-10`}>
        {t(pending ? 'signInCode.pending' : 'signInCode.submit')}
      </button>
    </form>
  )
}
