'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { Choice } from '@/app/_components/users/choice'
import { Group } from '@/app/_components/users/group'
import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { WebhookFailure, WebhookValues } from './webhook-form-values'

export type EventChoice = { event: string; label: string }
type Errors = Partial<Record<keyof WebhookValues, string>>

/** What to mend, at the field where it is mended. */
export function webhookErrors(failure: WebhookFailure | null, t: CompiledTranslate): Record<string, string> {
  if (failure === null || typeof failure === 'string') return {}
  const texts = {
    name: t('webhookForm.invalidName'),
    url: t(`webhookForm.refusal.${failure.refusal}`),
    events: t('webhookForm.invalidEvents'),
  }
  return Object.fromEntries(failure.invalid.map((field) => [field, texts[field]]))
}

type Props = { values: WebhookValues; errors: Errors; events: EventChoice[] }

export function WebhookFields({ values, errors, events }: Props) {
  const { t } = useWords()
  const name = { hint: t('webhookForm.nameHint'), error: errors.name }
  const url = { hint: t('webhookForm.urlHint'), error: errors.url }
  return (
    <>
      <Field id="webhook-name" label={t('webhookForm.name')} {...name}>
        <input
          id="webhook-name"
          name="name"
          defaultValue={values.name}
          maxLength={80}
          autoComplete="off"
          {...describedBy('webhook-name', name)}
          className={inputClass}
        />
      </Field>
      <Field id="webhook-url" label={t('webhookForm.url')} {...url}>
        <input
          id="webhook-url"
          name="url"
          type="url"
          inputMode="url"
          defaultValue={values.url}
          placeholder="https://"
          maxLength={2000}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...describedBy('webhook-url', url)}
          className={inputClass}
        />
      </Field>
      <Group id="webhook-events" name={t('webhookForm.events')} error={errors.events} className="sm:grid-cols-2">
        <p className="text-[12.5px] text-muted sm:col-span-2">{t('webhookForm.eventsHint')}</p>
        {events.map(({ event, label }) => (
          <Choice
            key={event}
            id={`webhook-event-${event}`}
            type="checkbox"
            name="events"
            value={event}
            defaultChecked={values.events.includes(event)}
            aria-invalid={errors.events ? true : undefined}
            label={label}
          />
        ))}
      </Group>
    </>
  )
}
