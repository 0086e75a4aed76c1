import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { HEADERS, type Outcome, type OutgoingMail, type Transport } from './outgoing'

const CONNECTIONS = 4
const GREETING_MILLISECONDS = 15_000
/** A relay that reads a mail before it says yes takes its time, and has the mail by then: to give up early is to send it twice (RFC 5321, 4.5.3.2.6). */
const SEND_SECONDS = 300
/** A relay that lets nobody in is asked again after so long, and not once for each mail. */
const PAUSE_SECONDS = 60

/**
 * Sends by SMTP. The Message-ID is made of the mail's identity: what is sent again after a crash is the same message, which
 * most mailboxes show once. SMTP itself promises no more.
 */
export function smtpTransport(url: string): Transport {
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: CONNECTIONS, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: GREETING_MILLISECONDS, greetingTimeout: GREETING_MILLISECONDS, socketTimeout: SEND_SECONDS * 1000 },
  })
  return {
    provider: 'smtp',
    sendSeconds: SEND_SECONDS,
    async send(mail, signal) {
      const { from, to, subject, html, text, replyTo, attachment } = mail
      const attachments = attachment ? [{ filename: attachment.name, content: attachment.body, contentType: attachment.mediaType }] : []
      const messageId = messageIdOf(mail)
      const message = { from, to, subject, html, text, ...(replyTo && { replyTo }), headers: HEADERS, messageId, attachments, signal }
      try {
        await Promise.race([transport.sendMail(message), untilAborted(signal)])
        return { kind: 'sent', providerId: messageId }
      } catch (error) {
        return failed(error as SmtpError)
      }
    },
    close: () => transport.close(),
  }
}

type SmtpError = Error & { responseCode?: number; command?: string; response?: string; code?: string; syscall?: string }

function failed(error: SmtpError): Outcome {
  const outcome = judge(error)
  return isClosed(error) ? { ...outcome, pauseSeconds: PAUSE_SECONDS } : outcome
}

/**
 * Whether no mail gets through: nobody answers there, or our name or password is not taken. A connection that breaks later is no such
 * sign: it may be this one mail that breaks it, and all others would wait for it for ever.
 */
const isClosed = ({ code, syscall }: SmtpError): boolean => code === 'EAUTH' || code === 'EDNS' || syscall === 'connect'

function judge({ responseCode, command, response, message, code }: SmtpError): Outcome & { kind: 'failed' } {
  const detail = response ?? `${code ?? 'error'}: ${message}`
  if (!responseCode) return { kind: 'failed', failure: 'unreachable', detail, final: false }
  // A refusal of the recipient or of the text is this mail's; that of the sender, of our password or of relaying (x.7.y, RFC 3463) is
  // the installation's, and mended there.
  const isOfThisMail = (command === 'RCPT TO' || command === 'DATA') && !/^\d{3}[ -]\d\.7\./.test(response ?? '')
  const final = responseCode >= 500 && isOfThisMail
  const failure = final ? 'refused' : responseCode < 500 ? 'busy' : 'rejected'
  return { kind: 'failed', failure, detail, final }
}

/** On the sender's domain, as spam filters like it. */
export function messageIdOf({ identity, from }: Pick<OutgoingMail, 'identity' | 'from'>): string {
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return `<${createHash('sha256').update(identity).digest('hex').slice(0, 40)}@${domain}>`
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const give = () => reject(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }))
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
