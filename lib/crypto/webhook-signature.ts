import { createHmac, timingSafeEqual } from 'node:crypto'

const PREFIX = 'whsec_'
const TOLERANCE_SECONDS = 5 * 60

/** A message as the Standard Webhooks specification (and Svix, who began it) signs it. */
export type SignedMessage = { id: string; timestampSeconds: number; body: string }

/** The signature of a message under a secret such as whsec_..., as its header carries it: `v1,` and base64. */
export function signWebhook(secret: string, { id, timestampSeconds, body }: SignedMessage): string {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`
}

/** Whether one of the signatures (the header holds several while a secret changes) is this message's, and it is not older than five minutes. */
export function verifyWebhook(secret: string, message: SignedMessage, signatures: string, now: Date): boolean {
  const age = Math.abs(now.getTime() / 1000 - message.timestampSeconds)
  if (!(age <= TOLERANCE_SECONDS)) return false
  const expected = Buffer.from(signWebhook(secret, message))
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
