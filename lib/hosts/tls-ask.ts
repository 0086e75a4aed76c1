import type { IncomingMessage, ServerResponse } from 'node:http'
import { readHostName } from './host-name'
import { getDirectory } from './queries'
import { normalizeHost } from './resolve'

export const TLS_ASK_PATH = '/api/tls/ask'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const LOCAL_NAMES = new Set(['127.0.0.1', '[::1]', 'localhost'])
/** What a proxy adds to the requests that it passes on; its own questions have none of these. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

type Options = { technicalHosts: readonly string[]; token: string | undefined }

/**
 * Tells a proxy that makes certificates on demand (Caddy's `ask`) whether a host is one of ours: 200 for a verified or a technical host,
 * 404 otherwise, 503 while that is not known. Only a proxy on this machine, or one that shows the token, is answered: to all others the
 * address does not exist.
 */
export function createTlsAsk({ technicalHosts, token }: Options): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  async function judge(request: IncomingMessage): Promise<200 | 404 | 503> {
    const query = new URL(request.url ?? '/', 'http://portal').searchParams
    const isTrusted = isOwnProxy(request) || (token !== undefined && query.get('token') === token)
    const name = readHostName(query.get('domain') ?? '')
    if (request.method !== 'GET' || !isTrusted || !name.ok) return 404
    if (technicalHosts.includes(name.value)) return 200
    try {
      return (await getDirectory(name.value)).find(name.value) ? 200 : 404
    } catch {
      return 503
    }
  }
  return async (request, response) => {
    const status = await judge(request)
    request.resume()
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    response.end(status === 200 ? 'ours\n' : status === 503 ? 'unknown\n' : '404 Not Found\n')
  }
}

/** Asked from this machine, under its own name, and not passed on for somebody else. */
function isOwnProxy(request: IncomingMessage): boolean {
  return (
    LOOPBACK.has(request.socket.remoteAddress ?? '') &&
    LOCAL_NAMES.has(normalizeHost(request.headers.host)) &&
    FORWARDED.every((name) => request.headers[name] === undefined)
  )
}
