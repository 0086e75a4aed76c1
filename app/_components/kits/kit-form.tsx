'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { ToMend } from '@/app/_components/ui/to-mend'
import { KitConfigFields } from './kit-config-fields'
import { type KitErrors, kitErrors } from './kit-form-errors'
import type { KitFailure, KitFormState } from './kit-form-values'
import { KitIdentityFields } from './kit-identity-fields'
import { KitSupportFields } from './kit-support-fields'

type Props = {
  action: (state: KitFormState, form: FormData) => Promise<KitFormState>
  start: KitFormState
  version: number
  hasIcon: boolean
}

/** Edits the draft of the kit; works without scripts too, where the page comes back with what was typed and what to mend. */
export function KitForm({ action, start, version, hasIcon }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const form = useRef<HTMLFormElement>(null)
  const errors = kitErrors(state.failure, t)
  const { failure, attempt } = state

  useEffect(() => {
    if (attempt === 0) return
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid]')
    field?.focus()
    if (field instanceof HTMLTextAreaElement && failure && typeof failure === 'object' && 'config' in failure)
      selectLine(field, failure.line)
  }, [attempt, failure])

  return (
    <form ref={form} action={submit} noValidate className="grid gap-6">
      <Summary failure={failure} errors={errors} />
      <p className="max-w-3xl text-muted">{t('kitForm.newVersion', { version })}</p>
      <input type="hidden" name="stamp" value={state.stamp} />
      <KitIdentityFields key={`identity ${attempt}`} values={state.values} errors={errors} hasIcon={hasIcon} iconAgain={state.iconChosen} />
      <KitSupportFields key={`support ${attempt}`} values={state.values} errors={errors} />
      <KitConfigFields key={`configs ${attempt}`} values={state.values} errors={errors} />
      <FormFooter cancelHref="/kits" pending={pending} />
    </form>
  )
}

/** Marks the line that is wrong, which also scrolls to it. */
function selectLine(field: HTMLTextAreaElement, line: number | null): void {
  if (line === null) return
  const lines = field.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
}

function Summary({ failure, errors }: { failure: KitFailure | null; errors: KitErrors }) {
  const { t } = useWords()
  if (failure === null) return null
  if (failure === 'forbidden') return <FormAlert>{t('ui.forbidden')}</FormAlert>
  if (failure === 'changed_meanwhile') {
    return (
      <FormAlert>
        <p className="font-semibold">{t('kitForm.changedMeanwhile')}</p>
        <p>{t('kitForm.changedMeanwhileText')}</p>
      </FormAlert>
    )
  }
  return <ToMend form="kit" title={t('kitForm.failed', { count: Object.keys(errors).length })} errors={errors} />
}
