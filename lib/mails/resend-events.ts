import { z } from 'zod'
import { verifyWebhook } from '@/lib/crypto/webhook-signature'

/** What a provider reports of a mail that it took: `undelivered` covers all by which it came back or was never tried. */
export type DeliveryReport = {
  providerId: string
  /** Our own tag, by which a mail is known whose sending was never written down. */
  tag: { mailId: string; round: number } | null
  event: 'delivered' | 'undelivered' | 'complained'
  detail: string | null
}

const EVENTS: Record<string, DeliveryReport['event']> = {
  'email.delivered': 'delivered',
  'email.bounced': 'undelivered',
  'email.failed': 'undelivered',
  'email.suppressed': 'undelivered',
  'email.complained': 'complained',
}

const reason = z.object({ message: z.string().optional(), reason: z.string().optional() }).optional()
const eventSchema = z.object({
  type: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: z.record(z.string(), z.string()).optional().catch(undefined),
    bounce: reason.catch(undefined),
    failed: reason.catch(undefined),
    suppressed: reason.catch(undefined),
  }),
})

type Signed = { body: string; id: string | null; timestamp: string | null; signature: string | null }

/**
 * Reads a webhook of Resend. `unsigned`: it is not from there, or is older than five minutes; `ignored`: it tells nothing that is
 * kept here, such as that a mail was opened.
 */
export function readResendEvent(
  secret: string,
  { body, id, timestamp, signature }: Signed,
  now: Date,
): DeliveryReport | 'unsigned' | 'ignored' {
  const isSigned =
    id && signature && timestamp && /^\d{1,12}$/.test(timestamp)
      ? verifyWebhook(secret, { id, timestampSeconds: Number(timestamp), body }, signature, now)
      : false
  if (!isSigned) return 'unsigned'
  const parsed = eventSchema.safeParse(parseJson(body))
  const event = parsed.success ? EVENTS[parsed.data.type] : undefined
  if (!parsed.success || !event) return 'ignored'
  const { email_id: providerId, tags, bounce, failed, suppressed } = parsed.data.data
  const told = bounce ?? failed ?? suppressed
  return { providerId, tag: readTag(tags?.mail), event, detail: told?.message ?? told?.reason ?? null }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function readTag(tag: string | undefined): DeliveryReport['tag'] {
  const [, mailId, round] = /^([0-9a-f-]{36})_(\d{1,6})$/.exec(tag ?? '') ?? []
  return mailId && z.uuid().safeParse(mailId).success ? { mailId, round: Number(round) } : null
}
