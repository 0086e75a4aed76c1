'use client'

import { useActionState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Link } from '@/app/_components/ui/link'
import { ConfigFields } from './config-fields'
import { ConfigFileField } from './config-file-field'
import type { ConfigEditorState, ConfigFailure } from './config-form-values'
import { ConfigReview } from './config-review'

type Props = {
  action: (state: ConfigEditorState, form: FormData) => Promise<ConfigEditorState>
  start: ConfigEditorState
  cancelHref: string
  /** Said above the buttons, such as that a machine leaves its contract's default. */
  note?: string
}

/** One document in two views, form and file, which the server keeps the same; it works without scripts too. */
export function ConfigEditor({ action, start, cancelHref, note }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const { review, view, failure } = state
  if (review) {
    return (
      <form action={submit}>
        <input type="hidden" name="view" value={view} />
        <ConfigReview key={state.attempt} state={{ ...state, review }} pending={pending} />
      </form>
    )
  }
  return (
    <form action={submit} noValidate className="grid gap-4">
      <input type="hidden" name="view" value={view} />
      {/* Enter in a field does what the last button does, and not the first. */}
      <button type="submit" name="intent" value="save" className="sr-only" tabIndex={-1} aria-hidden disabled={pending} />
      <fieldset className="flex w-fit gap-0.5 rounded-[9px] border border-line bg-raised p-0.5">
        <legend className="sr-only">{t('config.views')}</legend>
        {(['form', 'file'] as const).map((choice) => (
          <button
            key={choice}
            type="submit"
            name="intent"
            value={choice}
            aria-pressed={view === choice}
            className="min-h-7 rounded-[7px] px-3 font-medium text-[13px] text-muted hover:text-ink aria-pressed:bg-panel aria-pressed:text-ink aria-pressed:shadow-panel"
          >
            {t(choice === 'form' ? 'config.viewForm' : 'config.viewFile')}
          </button>
        ))}
      </fieldset>
      <FailureNote failure={failure} view={view} version={state.baseVersion} />
      {view === 'form' ? <ConfigFields key={state.attempt} state={state} /> : <ConfigFileField key={state.attempt} state={state} />}
      {note && <p className="text-[13px] text-muted">{note}</p>}
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={cancelHref} className={buttonClass()}>
          {t('ui.cancel')}
        </Link>
        <button type="submit" name="intent" value="save" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
          {pending ? t('ui.saving') : t('ui.save')}
        </button>
      </div>
    </form>
  )
}

/** Why nothing was stored, where it is not said at the field or at the line. */
function FailureNote({ failure, view, version }: { failure: ConfigFailure | null; view: ConfigEditorState['view']; version: number }) {
  const { t } = useWords()
  if (!failure) return null
  if (failure.reason === 'changed_meanwhile') {
    return (
      <FormAlert>
        <p className="font-semibold">{t('config.changedMeanwhile')}</p>
        <p>{t('config.changedMeanwhileText', { version })}</p>
      </FormAlert>
    )
  }
  if (failure.reason !== 'invalid') return <FormAlert>{t(failure.reason === 'too_long' ? 'config.tooLong' : 'ui.forbidden')}</FormAlert>
  return view === 'form' ? <FormAlert>{t('config.invalid')}</FormAlert> : null
}
