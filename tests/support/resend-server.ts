import { randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Sent = {
  key: string
  from: string
  to: string
  subject: string
  html: string
  text: string
  reply_to?: string
  tags: { name: string; value: string }[]
  attachments?: { filename: string; content: string; content_type?: string }[]
}
/** What the server does with a request instead of taking the mail; `lost` takes it and then hangs up without an answer. */
export type Mishap = { status: number; body?: object; headers?: Record<string, string> } | 'stall' | 'reset' | 'lost' | null

/** Stands in for Resend's API: one mail per idempotency key, as the real one has it, and whatever mishap a test thinks of. */
export async function resendServer() {
  const mails = new Map<string, Sent & { id: string }>()
  const requests: string[] = []
  const server = { mishap: (_request: number, _mail: Sent): Mishap => null }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const key = String(request.headers['idempotency-key'])
    const mail: Sent = { key, ...JSON.parse(Buffer.concat(chunks).toString()) }
    requests.push(key)
    const mishap = server.mishap(requests.length, mail)
    if (mishap === 'stall') return
    if (mishap === 'reset') return void request.socket.destroy()
    if (mishap && mishap !== 'lost') return reply(response, mishap.status, mishap.body ?? {}, mishap.headers)
    const known = mails.get(key)
    const { id } = known ?? { id: randomUUID() }
    if (!known) mails.set(key, { ...mail, id })
    if (mishap === 'lost') return void request.socket.destroy()
    reply(response, 200, { id })
  }

  const listener = http.createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return Object.assign(server, {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    /** The mails taken, by key; a key that came twice is one. */
    mails,
    /** The key of each request, in order. */
    requests,
    stop: () =>
      new Promise<void>((resolve) => {
        listener.close(() => resolve())
        listener.closeAllConnections()
      }),
  })
}

function reply(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
