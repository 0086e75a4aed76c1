export const deliveryStates = ['waiting', 'retrying', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

type DeliveryFacts = { deliveredAt: Date | null; failedAt: Date | null; failure: unknown }

/** How a delivery stands. */
export function deliveryState({ deliveredAt, failedAt, failure }: DeliveryFacts): DeliveryState {
  if (deliveredAt) return 'delivered'
  if (failedAt) return 'failed'
  return failure ? 'retrying' : 'waiting'
}

export type WebhookState = 'on' | 'failing' | 'off'

/** How a webhook stands: `failing` when its last tries failed. */
export const webhookState = ({ active, failures }: { active: boolean; failures: number }): WebhookState =>
  !active ? 'off' : failures > 0 ? 'failing' : 'on'

const SOON_MILLISECONDS = 15_000
const LATE_MILLISECONDS = 120_000

/** Whether a delivery is about to leave, so that looking again in a moment shows something; one that waits long waits for its webhook. */
export function isLeaving(delivery: { state: DeliveryState; dueAt: Date; createdAt: Date }, now: Date): boolean {
  if (delivery.state !== 'waiting' && delivery.state !== 'retrying') return false
  const due = Math.max(delivery.dueAt.getTime(), delivery.createdAt.getTime()) - now.getTime()
  return due < SOON_MILLISECONDS && due > -LATE_MILLISECONDS
}
