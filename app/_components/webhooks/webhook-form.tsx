'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { FormFooter } from '@/app/_components/ui/form-footer'
import { Panel } from '@/app/_components/ui/panel'
import { ToMend } from '@/app/_components/ui/to-mend'
import { NewWebhookSecret } from './new-webhook-secret'
import { type EventChoice, WebhookFields, webhookErrors } from './webhook-fields'
import type { WebhookFormState } from './webhook-form-values'

type Props = {
  action: (state: WebhookFormState, form: FormData) => Promise<WebhookFormState>
  start: WebhookFormState
  events: EventChoice[]
  back: string
}

/** Adds or changes a webhook; works without scripts too, where the page comes back with what was typed and what to mend. */
export function WebhookForm({ action, start, events, back }: Props) {
  const { t } = useWords()
  const [state, submit, pending] = useActionState(action, start)
  const form = useRef<HTMLFormElement>(null)
  const { failure, values, added } = state
  const errors = webhookErrors(failure, t)
  useEffect(() => {
    if (state.attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state.attempt])

  if (added) return <NewWebhookSecret name={values.name} webhookId={added.webhookId} secret={added.secret} />
  return (
    <Panel className="max-w-3xl">
      <form ref={form} action={submit} noValidate className="grid gap-5">
        {failure && <Summary failure={failure} errors={errors} />}
        <WebhookFields key={state.attempt} values={values} errors={errors} events={events} />
        <FormFooter cancelHref={back} pending={pending} />
      </form>
    </Panel>
  )
}

function Summary({ failure, errors }: { failure: NonNullable<WebhookFormState['failure']>; errors: Record<string, string> }) {
  const { t } = useWords()
  if (failure === 'forbidden') return <FormAlert>{t('ui.forbidden')}</FormAlert>
  if (failure === 'too_many') return <FormAlert>{t('webhookForm.tooMany')}</FormAlert>
  return <ToMend form="webhook" title={t('webhookForm.failed', { count: Object.keys(errors).length })} errors={errors} />
}
