'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { ContractFields, type ContractFormFacts } from './contract-fields'
import { contractErrors } from './contract-form-errors'
import { ContractFormSummary } from './contract-form-summary'
import type { ContractFormState } from './contract-form-values'

type Props = {
  action: (state: ContractFormState, form: FormData) => Promise<ContractFormState>
  start: ContractFormState
  facts: ContractFormFacts
  cancelHref: string
}

/** Adds or changes a contract; works without scripts too, where the page comes back with what was typed and what to mend. */
export function ContractForm({ action, start, facts, cancelHref }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const form = useRef<HTMLFormElement>(null)
  const errors = contractErrors(state.failure, facts.fixedRetentionDays === null, t)

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid], [data-changed]')?.focus()
  }, [state.attempt])

  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      <ContractFormSummary state={state} errors={errors} />
      <input type="hidden" name="version" value={state.version} />
      <ContractFields key={state.attempt} values={state.values} current={state.current} errors={errors} facts={facts} />
      <FormFooter cancelHref={cancelHref} pending={pending} />
    </form>
  )
}
