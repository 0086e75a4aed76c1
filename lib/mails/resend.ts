import { type ErrorResponse, Resend } from 'resend'
import { HEADERS, type Outcome, type Transport, tagOf } from './outgoing'

const LONGEST_PAUSE_SECONDS = 6 * 3600
const USUAL_PAUSE_SECONDS = 60
const SEND_SECONDS = 20

type Headers = Record<string, string> | null

/**
 * Sends by Resend's API. The mail's identity is the idempotency key: for 24 hours, what is sent again is the same mail, and the
 * answer the same id. A 429's Retry-After is a pause for all, and so is a rate that is used up.
 */
export function resendTransport(apiKey: string, baseUrl?: string): Transport {
  const resend = new Resend(apiKey, { ...(baseUrl && { baseUrl }) })
  return {
    provider: 'resend',
    sendSeconds: SEND_SECONDS,
    async send(mail, signal) {
      const { from, to, subject, html, text, replyTo, attachment } = mail
      const attachments = attachment && [
        { filename: attachment.name, content: attachment.body.toString('base64'), contentType: attachment.mediaType },
      ]
      const tags = [{ name: 'mail', value: tagOf(mail.id, mail.round) }]
      const { data, error, headers } = await resend.emails.send(
        { from, to, subject, html, text, ...(replyTo && { replyTo }), ...(attachments && { attachments }), headers: HEADERS, tags },
        { idempotencyKey: mail.identity, signal },
      )
      if (error) return failed(error, headers)
      return { kind: 'sent', providerId: data.id, ...(headers?.['ratelimit-remaining'] === '0' && pause(headers['ratelimit-reset'], 1)) }
    },
    close: () => {},
  }
}

function failed({ name, message, statusCode }: ErrorResponse, headers: Headers): Outcome {
  const detail = `${name}: ${message}`
  if (statusCode === 429) {
    return {
      ...{ kind: 'failed', failure: 'busy', detail, final: false },
      ...pause(headers?.['retry-after'], USUAL_PAUSE_SECONDS),
    }
  }
  // 409: the same mail is being sent by whoever had it before; its answer is not known yet.
  if (statusCode === null || statusCode >= 500 || statusCode === 409) {
    return { kind: 'failed', failure: 'unreachable', detail, final: false }
  }
  const isOfThisMail = (statusCode === 422 || statusCode === 400) && name !== 'invalid_from_address'
  return { kind: 'failed', failure: isOfThisMail ? 'refused' : 'rejected', detail, final: isOfThisMail }
}

/** A pause in seconds as a header gives it, within reason. */
function pause(header: string | undefined, usual: number): { pauseSeconds: number } {
  const seconds = Number(header)
  return { pauseSeconds: header && seconds >= 0 ? Math.min(Math.max(seconds, 1), LONGEST_PAUSE_SECONDS) : usual }
}
