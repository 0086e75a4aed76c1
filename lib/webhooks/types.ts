import type { WebhookAttempt, WebhookEvent, WebhookFailure, webhookOffReasons } from '@/db/schema'
import type { DeliveryState, WebhookState } from './state'

export type WebhookRow = {
  id: string
  name: string
  url: string
  events: WebhookEvent[]
  state: WebhookState
  offReason: (typeof webhookOffReasons)[number] | null
  offAt: Date | null
  failingSince: Date | null
  /** The latest delivery, and how it stands. */
  last: { at: Date; state: DeliveryState } | null
}

/** `waiting` counts what is to leave, up to a bound; `failed` what is given up, likewise. */
export type WebhookDetail = Omit<WebhookRow, 'last'> & {
  maskedSecret: string
  /** Until when the secret before signs too. */
  previousSecretUntil: Date | null
  pausedUntil: Date | null
  createdAt: Date
  createdBy: string
  waiting: number
  failed: number
}

export type DeliveryRow = {
  id: string
  event: string
  state: DeliveryState
  createdAt: Date
  /** Of one that waits: when it is tried next, unless its webhook is left alone. */
  dueAt: Date
  attempts: number
  failure: WebhookFailure | null
  lastStatus: number | null
}

/** `next` continues the list; null at its end. */
export type DeliveryPage = { deliveries: DeliveryRow[]; next: string | null }

export type DeliveryDetail = DeliveryRow & { webhook: { id: string; name: string; isOn: boolean }; body: string; log: WebhookAttempt[] }
