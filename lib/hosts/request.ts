import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { ADDRESS_HEADER, FACT_PREFIX } from './headers'

/** The client's address: the socket's, or the one that the outermost of `trustedProxies` own proxies saw. */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string | null {
  const socket = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? null
  if (trustedProxies === 0) return socket
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return forwarded.at(-trustedProxies) ?? socket
}

/** Whether the client came by TLS, to us or to a proxy that we trust. */
export function isSecure(request: IncomingMessage, trustedProxies: number): boolean {
  if ((request.socket as Partial<TLSSocket>).encrypted) return true
  return trustedProxies > 0 && request.headers['x-forwarded-proto'] === 'https'
}

/** Replaces what a client says of itself by what is known of it, before a request goes on to the pages. */
export function dropClientFacts(request: IncomingMessage, facts: { address: string | null; secure: boolean }): void {
  for (const name of Object.keys(request.headers)) if (name.startsWith(FACT_PREFIX)) delete request.headers[name]
  delete request.headers['x-middleware-subrequest']
  request.headers[ADDRESS_HEADER] = facts.address ?? ''
  request.headers['x-forwarded-proto'] = facts.secure ? 'https' : 'http'
}

const DRAIN_MILLISECONDS = 5_000

/** Reads on for a moment what a refused client still sends, so that it gets to read the answer, and then cuts it off. */
export function dropBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return
  if (!response.headersSent) response.setHeader('connection', 'close')
  request.resume()
  const cut = setTimeout(() => request.destroy(), DRAIN_MILLISECONDS)
  request.once('close', () => clearTimeout(cut))
}
