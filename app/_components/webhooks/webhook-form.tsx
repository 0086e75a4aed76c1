'use client'

import { useActionState, useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
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
        {failure && (
          <FormAlert>
            {failure === 'forbidden' ? t('ui.forbidden') : failure === 'too_many' ? t('webhookForm.tooMany') : <ToMend errors={errors} />}
          </FormAlert>
        )}
        <WebhookFields key={state.attempt} values={values} errors={errors} events={events} />
        <div className="flex flex-wrap justify-end gap-2 border-line border-t pt-4">
          <Link href={back} className={buttonClass()}>
            {t('ui.cancel')}
          </Link>
          <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
            {pending ? t('ui.saving') : t('ui.save')}
          </button>
        </div>
      </form>
    </Panel>
  )
}

function ToMend({ errors }: { errors: Record<string, string> }) {
  const { t } = useWords()
  return (
    <>
      <p className="font-semibold">{t('webhookForm.failed', { count: Object.keys(errors).length })}</p>
      <ul className="mt-1 list-inside list-disc">
        {Object.entries(errors).map(([field, text]) => (
          <li key={field}>
            <a href={`#webhook-${field}`} className="underline underline-offset-2">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
