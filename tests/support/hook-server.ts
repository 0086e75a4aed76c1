import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verifyWebhook } from '@/lib/crypto/webhook-signature'

export type Received = { id: string; timestamp: string; signature: string; body: string; path: string }
/** What the server does with a request; `lost` takes it and hangs up without an answer. */
export type HookAnswer = { status: number; headers?: Record<string, string>; body?: string | Buffer } | 'stall' | 'reset' | 'lost'

/** A receiver of webhooks on a port of this machine: keeps all that comes, and answers as a test wants. */
export async function hookServer() {
  const received: Received[] = []
  const server = { answer: (_request: number, _got: Received): HookAnswer => ({ status: 204 }), atOnce: 0, mostAtOnce: 0 }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    server.mostAtOnce = Math.max(server.mostAtOnce, ++server.atOnce)
    response.once('close', () => server.atOnce--)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const header = (name: string) => String(request.headers[`webhook-${name}`])
    const body = Buffer.concat(chunks).toString()
    const got = { id: header('id'), timestamp: header('timestamp'), signature: header('signature'), body, path: request.url ?? '' }
    received.push(got)
    const answer = server.answer(received.length, got)
    if (answer === 'stall') return
    if (answer === 'reset' || answer === 'lost') return void request.socket.destroy()
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  const listener = http.createServer((request, response) => void take(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return Object.assign(server, {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`,
    port: (listener.address() as AddressInfo).port,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        listener.close(() => resolve())
        listener.closeAllConnections()
      }),
  })
}

/** Whether a message was signed under this secret at that time, as its receiver finds out. */
export const isSigned = ({ id, timestamp, body, signature }: Received, secret: string, now: Date): boolean =>
  verifyWebhook(secret, { id, timestampSeconds: Number(timestamp), body }, signature, now)
