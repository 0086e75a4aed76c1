'use server'

import { refresh, revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { readWebhookValues, type WebhookFormState, webhookFailure, webhookInput } from '@/app/_components/webhooks/webhook-form-values'
import { action } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { addWebhook, deleteWebhook, revealSecret, rotateSecret, switchWebhook, testWebhook, updateWebhook } from '@/lib/webhooks/commands'
import { replayDelivery, replayFailed } from '@/lib/webhooks/replaying'
import { deliveryIdSchema, switchWebhookSchema, updateWebhookSchema, webhookIdSchema, webhookTermsSchema } from '@/lib/webhooks/schema'

const add = action(webhookTermsSchema, addWebhook)
const update = action(updateWebhookSchema, async (actor, input) => ok(await updateWebhook(actor, input)))

/** The form of a new webhook; its secret comes back once, at large. */
export async function addWebhookAction(state: WebhookFormState, form: FormData): Promise<WebhookFormState> {
  const values = readWebhookValues(form)
  const result = await add(webhookInput(values))
  if (!result.ok) return refused(state, values, result)
  revalidatePath('/webhooks')
  return { attempt: 0, values: { ...values, name: values.name.trim() }, failure: null, added: result.value }
}

/** The form of an existing webhook; leads to its page. */
export async function updateWebhookAction(webhookId: string, state: WebhookFormState, form: FormData): Promise<WebhookFormState> {
  const values = readWebhookValues(form)
  const result = await update({ ...webhookInput(values), webhookId })
  if (!result.ok) return refused(state, values, result)
  revalidatePath('/webhooks', 'layout')
  redirect(`/webhooks/${webhookId}`)
}

type Refusal = { reason: 'invalid'; fields: string[] } | { reason: 'forbidden' | 'too_many' }

const refused = (state: WebhookFormState, values: WebhookFormState['values'], refusal: Refusal): WebhookFormState => ({
  attempt: state.attempt + 1,
  ...{ values, added: null },
  failure: refusal.reason === 'invalid' ? webhookFailure(values, refusal.fields) : refusal.reason,
})

export const switchWebhookAction = action(switchWebhookSchema, async (actor, input) => {
  await switchWebhook(actor, input, clock.now())
  refresh()
  return ok(undefined)
})

export const revealSecretAction = action(webhookIdSchema, async (actor, { webhookId }) => ok(await revealSecret(actor, webhookId)))

export const rotateSecretAction = action(webhookIdSchema, async (actor, { webhookId }) => {
  const secret = await rotateSecret(actor, webhookId, clock.now())
  refresh()
  return ok(secret)
})

export const testWebhookAction = action(webhookIdSchema, async (actor, { webhookId }) => {
  await testWebhook(actor, webhookId, clock.now())
  refresh()
  return ok(undefined)
})

export const deleteWebhookAction = action(webhookIdSchema, async (actor, { webhookId }) =>
  ok(await deleteWebhook(actor, webhookId, clock.now())),
)

export const replayDeliveryAction = action(deliveryIdSchema, async (actor, { deliveryId }) => {
  const result = await replayDelivery(actor, deliveryId, clock.now())
  refresh()
  return result
})

export const replayFailedAction = action(webhookIdSchema, async (actor, { webhookId }) => {
  const result = await replayFailed(actor, webhookId, clock.now())
  refresh()
  return result
})
