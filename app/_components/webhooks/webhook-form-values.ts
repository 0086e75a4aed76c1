import type { z } from 'zod'
import { webhookEvents, type webhookTermsSchema } from '@/lib/webhooks/schema'
import { readTarget, type TargetRefusal } from '@/lib/webhooks/target'

/** The form of a webhook as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type WebhookValues = { name: string; url: string; events: string[] }
export type WebhookFailure = 'too_many' | 'forbidden' | { invalid: (keyof WebhookValues)[]; refusal: TargetRefusal }
export type WebhookFormState = {
  /** Counts the tries; each draws the form anew from its values. */
  attempt: number
  values: WebhookValues
  failure: WebhookFailure | null
  /** The new webhook with its secret, which is shown at large this once. */
  added: { webhookId: string; secret: string } | null
}

export function readWebhookValues(form: FormData): WebhookValues {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 5_000)
  return { name: text('name'), url: text('url'), events: form.getAll('events').map(String).slice(0, 50) }
}

type Input = z.input<typeof webhookTermsSchema>

export const webhookInput = (values: WebhookValues): Input => ({
  ...values,
  events: values.events.filter((event): event is Input['events'][number] => webhookEvents.some((known) => known === event)),
})

/** What is to be mended, and what is wrong with the address if it is that. */
export function webhookFailure(values: WebhookValues, fields: string[]): WebhookFailure {
  const target = readTarget(values.url.trim())
  return { invalid: fields as (keyof WebhookValues)[], refusal: typeof target === 'string' ? target : 'no_address' }
}
