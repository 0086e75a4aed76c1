'use client'

import Link from 'next/link'
import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { inputClass } from '@/app/_components/ui/field'
import { FormAlert } from '@/app/_components/ui/form-alert'
import type { ConfigFormState } from '@/app/portal/[brand]/(account)/machines/[id]/configuration/actions'

type Props = {
  action: (state: ConfigFormState, form: FormData) => Promise<ConfigFormState>
  start: ConfigFormState
  cancelHref: string
}

/** The file in an editor; a refusal keeps the text and says which key or line is wrong. Works without scripts too. */
export function ConfigForm({ action, start, cancelHref }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const input = useRef<HTMLTextAreaElement>(null)
  const { failure } = state
  useEffect(() => {
    if (state.attempt > 0) input.current?.focus()
  }, [state.attempt])
  return (
    <form action={submit} className="grid gap-3">
      {failure && (
        <div id="config-failure">
          <FormAlert>
            {failure.reason === 'invalid' && <p className="font-semibold">{t('config.invalid')}</p>}
            {failure.reason === 'invalid' && <p className="font-mono">{failure.detail ?? t('config.tooLong')}</p>}
            {failure.reason === 'changed_meanwhile' && <p className="font-semibold">{t('config.changedMeanwhile')}</p>}
            {failure.reason === 'changed_meanwhile' && <p>{t('config.changedMeanwhileText', { version: state.baseVersion })}</p>}
            {failure.reason === 'forbidden' && t('ui.forbidden')}
          </FormAlert>
        </div>
      )}
      <input type="hidden" name="baseVersion" value={state.baseVersion} />
      <div className={failure?.reason === 'changed_meanwhile' ? 'grid gap-3 lg:grid-cols-2' : 'grid'}>
        <label className="grid content-start gap-1.5">
          <span className="font-medium text-[13px]">{t('config.yours')}</span>
          <textarea
            ref={input}
            key={state.attempt}
            name="body"
            defaultValue={state.body}
            rows={20}
            wrap="off"
            maxLength={65_536}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={failure?.reason === 'invalid' || undefined}
            aria-describedby={failure ? 'config-failure' : 'config-hint'}
            className={`${inputClass} resize-y font-mono text-[13px]`}
          />
        </label>
        {failure?.reason === 'changed_meanwhile' && (
          <label className="grid content-start gap-1.5">
            <span className="font-medium text-[13px]">{t('config.theirs', { version: state.baseVersion })}</span>
            <textarea readOnly rows={20} wrap="off" value={failure.current} className={`${inputClass} resize-y font-mono text-[13px]`} />
          </label>
        )}
      </div>
      <p id="config-hint" className="text-[12.5px] text-muted">
        {t('config.hint')}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={cancelHref} className={buttonClass()}>
          {t('ui.cancel')}
        </Link>
        <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
          {pending ? t('ui.saving') : t('ui.save')}
        </button>
      </div>
    </form>
  )
}
