import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import type { WebhookFailure } from '@/db/schema'
import { signWebhook } from '@/lib/crypto/webhook-signature'
import { type Checked, resolveTarget } from './resolving'
import { readTarget, type Target } from './target'

const ANSWER_BYTES = 4_096
const ANSWER_CHARACTERS = 500
/** How long the text of an answer is waited for, once its status is known. */
const ANSWER_MILLISECONDS = 2_000
const LONGEST_PAUSE_SECONDS = 3_600

export type Message = { id: string; body: string }
/** How a try went. `answer` is the beginning of what came back, or the code of the error. */
export type Outcome = { status: number | null; failure: WebhookFailure | null; answer: string; pauseSeconds: number }

/**
 * Posts a message, signed under each of the secrets as the Standard Webhooks specification has it. Only a 2xx is success; nothing is
 * followed. Connects to an address that was checked a moment ago and to no other. Never throws.
 */
export async function postWebhook(url: string, secrets: string[], message: Message, now: Date, signal: AbortSignal): Promise<Outcome> {
  const target = readTarget(url)
  if (typeof target === 'string') return failed('refused_address', target)
  const addresses = await resolveTarget(target)
  if (typeof addresses === 'string') return failed(addresses)
  try {
    const response = await send(target, addresses, headersOf(secrets, message, now), message.body, signal)
    return await judge(response)
  } catch (error) {
    return signal.aborted ? failed('timeout') : failed('unreachable', codeOf(error))
  }
}

const failed = (failure: WebhookFailure, answer = ''): Outcome => ({ status: null, failure, answer, pauseSeconds: 0 })

function headersOf(secrets: string[], { id, body }: Message, now: Date): Record<string, string> {
  const timestampSeconds = Math.floor(now.getTime() / 1000)
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Backup-Webhooks/1',
    'accept-encoding': 'identity',
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': secrets.map((secret) => signWebhook(secret, { id, timestampSeconds, body })).join(' '),
  }
}

function send(
  { url, host, port, isSecure }: Target,
  addresses: Checked[],
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const path = `${url.pathname}${url.search}`
  // No agent: a connection that stays open would outlive the check.
  const options = { method: 'POST', host, port, path, headers, agent: false, signal, lookup: pinned(addresses), setHost: true }
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (isSecure ? https : http).request(options)
    // An answer that changes the protocol is neither response nor error.
    request
      .once('response', resolve)
      .on('error', reject)
      .once('close', () => reject(new Error('closed')))
      .end(body)
  })
}

/** Answers the checked addresses, whatever is asked. */
const pinned =
  (addresses: Checked[]): LookupFunction =>
  (_host, options, answer) => {
    const [first] = addresses
    if (options.all) answer(null, addresses)
    else answer(null, first?.address ?? '', first?.family)
  }

async function judge(response: IncomingMessage): Promise<Outcome> {
  const status = response.statusCode ?? 0
  const answer = await readStart(response)
  const failure = status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirected' : 'rejected'
  const asked = status === 429 || status === 503 ? Number(response.headers['retry-after']) : 0
  return { status, failure, answer, pauseSeconds: asked > 0 ? Math.min(asked, LONGEST_PAUSE_SECONDS) : 0 }
}

/** The beginning of what came back, as far as it comes in time; without what Postgres or a page would trip over. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  const timer = setTimeout(() => response.destroy(), ANSWER_MILLISECONDS)
  try {
    for await (const chunk of response) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= ANSWER_BYTES) break
    }
  } catch {
    // What came until then is what there is.
  } finally {
    clearTimeout(timer)
    response.destroy()
  }
  const text = Buffer.concat(chunks)
    .subarray(0, ANSWER_BYTES)
    .toString('utf8')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  return [...text].slice(0, ANSWER_CHARACTERS).join('')
}

/** The code alone: a message may name an address. */
const codeOf = (error: unknown): string => {
  const { code, name } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : name
}
