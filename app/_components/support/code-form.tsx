'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { type OpenState, openSupportAccessAction } from '@/app/portal/[brand]/(operator)/operator/support/actions'
import { ACCESS_MINUTES, CODE_MINUTES } from '@/lib/support/times'

const start: OpenState = { code: '', failure: null, opened: null }

/** Where an operator types the code that a user reads out. */
export function CodeForm() {
  const { t, f } = useWords()
  const [state, submit, pending] = useActionState(openSupportAccessAction, start)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (state.failure) input.current?.select()
  }, [state])
  const { failure, opened } = state
  const error = failure === 'forbidden' ? t('ui.forbidden') : failure ? t(`supportDesk.${failure}`) : undefined
  const notes = { hint: t('supportDesk.codeHint', { minutes: CODE_MINUTES }), error: pending ? undefined : error }
  return (
    <form action={submit} noValidate className="grid max-w-2xl gap-4">
      {opened && !pending && (
        <Notice>{t('supportDesk.opened', { account: opened.account, time: f.time(opened.expiresAt), user: opened.grantedByName })}</Notice>
      )}
      <Field id="support-code" label={t('supportDesk.code')} {...notes}>
        <span className="flex flex-wrap gap-2">
          <input
            key={state.code}
            ref={input}
            id="support-code"
            name="code"
            defaultValue={state.code}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="XXXX-XXXX"
            {...describedBy('support-code', notes)}
            className={`${inputClass} max-w-56 font-mono uppercase tracking-[0.12em] placeholder:tracking-[0.12em]`}
          />
          <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
            {pending ? t('ui.pending') : t('supportDesk.open')}
          </button>
        </span>
      </Field>
      <p className="text-[13px] text-muted">{t('supportDesk.rules', { minutes: ACCESS_MINUTES })}</p>
    </form>
  )
}
