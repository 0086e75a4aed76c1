'use client'

import { useActionState, useEffect, useRef } from 'react'
import { FormSummary } from '@/app/_components/administration/form-summary'
import { useWords } from '@/app/_components/i18n/provider'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { AccessFields } from './access-fields'
import { IdentityFields } from './identity-fields'
import { RightsFields } from './rights-fields'
import { RoleFields } from './role-fields'
import { userErrors } from './user-form-errors'
import type { UserFormState } from './user-form-values'

type Props = {
  action: (state: UserFormState, form: FormData) => Promise<UserFormState>
  start: UserFormState
  spaces: { id: string; name: string }[]
  /** A new user also needs a way in. */
  isNew?: boolean
}

/** Adds a user or changes its rights; works without scripts too, where the page comes back with what was typed and what to mend. */
export function UserForm({ action, start, spaces, isNew = false }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const form = useRef<HTMLFormElement>(null)
  const errors = userErrors(state.failure, t)
  const fields = { values: state.values, current: state.current, errors }

  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid], [data-changed]')?.focus()
  }, [state.attempt])

  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormSummary form="user" failure={state.failure} errors={errors} />
      <input type="hidden" name="version" value={state.version} />
      <div key={state.attempt} className="grid gap-6">
        <IdentityFields {...fields} />
        <RoleFields {...fields} spaces={spaces} />
        <RightsFields {...fields} />
      </div>
      {isNew && <AccessFields values={state.values} errors={errors} />}
      <FormFooter cancelHref="/admin/users" pending={pending} />
    </form>
  )
}
