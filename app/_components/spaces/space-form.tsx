'use client'

import { useActionState, useEffect, useRef } from 'react'
import { FormSummary } from '@/app/_components/administration/form-summary'
import { useWords } from '@/app/_components/i18n/provider'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { SpaceFields, type SpaceFormFacts, spaceErrors } from './space-fields'
import type { SpaceFormState } from './space-form-values'

type Props = {
  action: (state: SpaceFormState, form: FormData) => Promise<SpaceFormState>
  start: SpaceFormState
  facts: SpaceFormFacts
}

/** Adds or changes a space; works without scripts too, where the page comes back with what was typed and what to mend. */
export function SpaceForm({ action, start, facts }: Props) {
  const { t, f } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const form = useRef<HTMLFormElement>(null)
  const errors = spaceErrors(state, facts, t, f)

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid], [data-changed]')?.focus()
  }, [state.attempt])

  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      <FormSummary form="space" failure={state.failure} errors={errors} />
      <input type="hidden" name="version" value={state.version} />
      <SpaceFields key={state.attempt} state={state} errors={errors} facts={facts} />
      <FormFooter cancelHref="/admin/spaces" pending={pending} />
    </form>
  )
}
