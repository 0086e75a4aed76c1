'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { minutesOf } from '@/app/_components/sign-in/minutes'
import { type FaultKey, isPasswordFault, type OwnFormState } from './own-form-state'

/** The state of a form about the own account, and what there is to say at each of its fields. Focus goes to the first to mend. */
export function useOwnForm<State extends OwnFormState>(
  name: string,
  action: (state: State, form: FormData) => Promise<State>,
  start: State,
) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start as Awaited<State>)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state.attempt])

  const text = (key: FaultKey) =>
    isPasswordFault(key) ? t(`passwordRule.${key}`) : t(`ownForm.${key}`, { minutes: minutesOf(state.waitSeconds) })
  const faultAt = (field: string | null) => state.faults.find((fault) => fault.field === field)?.key
  const error = (field: string | null) => {
    const key = faultAt(field)
    return key && text(key)
  }
  /** A field's id and notes, which Field and its input share. */
  const about = (field: string, hint?: string) => ({ id: `${name}-${field}`, hint, error: error(field) })
  return { state, submit, pending, form, about, alert: error(null) }
}
