import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { AGENT_API_PREFIX, createAgentApi } from '@/lib/agent-api/handler'
import { type Env, VERSION } from '@/lib/env'
import { startHeartbeat } from '@/lib/health/heartbeat'
import { getHealth, isDatabaseUp } from '@/lib/health/queries'
import { setLocalPort } from '@/lib/hosts/links'
import { clientAddress, dropClientFacts, isSecure } from '@/lib/hosts/request'
import { createTlsAsk, TLS_ASK_PATH } from '@/lib/hosts/tls-ask'
import { startWorker } from '@/lib/jobs/worker'
import { closeHub } from '@/lib/live/hub'
import { log } from '@/lib/log'
import { type MailSettings, setMailSettings } from '@/lib/mails/settings'
import { createMetrics } from '@/lib/metrics/registry'
import { createGateway } from '@/lib/storage/gateway'
import { STORAGE_PREFIX } from '@/lib/storage/path'
import { type StorageNode, startStorageNode } from '@/lib/storage/rclone'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>
export type Portal = { stop: () => Promise<void>; storage: StorageNode | null }
export type PortalOptions = Pick<
  Env,
  'PORT' | 'DATA_DIR' | 'ROLES' | 'AGENT_HOSTS' | 'RCLONE_REMOTE' | 'METRICS_TOKEN' | 'TLS_ASK_TOKEN' | 'TRUSTED_PROXIES' | 'HEARTBEAT_URL'
> &
  MailSettings & {
    storagePort: number
    dev?: boolean
    /** So long may a body take that is none of the storage's; a minute unless told. */
    bodyMilliseconds?: number
  }

const STOP_MILLISECONDS = 3_000
const BODY_MILLISECONDS = 60_000

/** The front door: one server that hands each request to the agent API, the storage gateway or Next (design.md). */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const has = (role: Env['ROLES'][number]) => options.ROLES.includes(role)
  const address = (request: IncomingMessage) => clientAddress(request, options.TRUSTED_PROXIES)
  const secure = (request: IncomingMessage) => isSecure(request, options.TRUSTED_PROXIES)
  const shared = { technicalHosts: options.AGENT_HOSTS, clientAddress: address }
  const metrics = createMetrics()
  setLocalPort(options.PORT)
  setMailSettings(options)

  const storage = has('storage')
    ? await startStorageNode({ dataDir: options.DATA_DIR, remote: options.RCLONE_REMOTE, port: options.storagePort })
    : null
  const gateway = storage && createGateway({ ...shared, node: storage })
  const tlsAsk = createTlsAsk({ technicalHosts: options.AGENT_HOSTS, token: options.TLS_ASK_TOKEN })
  const agentApi = has('agent') ? createAgentApi({ ...shared, isSecure: secure }) : null
  const pages = has('web') ? await preparePages(options) : null
  const worker = has('worker') ? await startWorker(options) : null
  const heartbeat = await startHeartbeat({ roles: options.ROLES, version: VERSION, storage: () => storage?.state() ?? null })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<string> {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (path === '/api/health') return answerHealth(response, storage).then(() => 'health')
    if (path === '/api/metrics') return answerMetrics(request, response).then(() => 'metrics')
    if (path === TLS_ASK_PATH) return tlsAsk(request, response).then(() => 'tls')
    if (path.startsWith(AGENT_API_PREFIX)) return (agentApi ?? notHere)(request, response).then(() => 'agent')
    if (path.startsWith(STORAGE_PREFIX)) return (gateway?.handle ?? notHere)(request, response).then(() => 'storage')
    if (!pages) return notHere(request, response).then(() => 'none')
    if (!(await isDatabaseUp())) return unavailable(response).then(() => 'pages')
    dropClientFacts(request, { address: address(request), secure: secure(request) })
    return pages(request, response).then(() => 'pages')
  }

  async function answerMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const expected = options.METRICS_TOKEN
    if (!expected || request.headers.authorization !== `Bearer ${expected}`) return notHere(request, response)
    response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(await metrics.registry.metrics())
  }

  const server = http.createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    limitBody(request, options.bodyMilliseconds ?? BODY_MILLISECONDS)
    route(request, response)
      .then((door) => metrics.requests.inc({ door, status: String(response.statusCode) }))
      .catch((error: unknown) => {
        log.error({ err: error }, 'request failed')
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
  })
  // A repository's data may take as long as the line needs; all other bodies have their time (limitBody).
  server.requestTimeout = 0
  await listen(server, options.PORT)

  return {
    storage,
    async stop() {
      closeHub()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const bound = setTimeout(() => server.closeAllConnections(), STOP_MILLISECONDS)
      await closed
      clearTimeout(bound)
      await Promise.all([worker?.stop(), gateway?.flush(), storage?.stop(), heartbeat.stop()])
    },
  }
}

/** Ends the connection of a body that drips, unless it is the storage's: it would hold memory and a descriptor for as long as it likes. */
function limitBody(request: IncomingMessage, milliseconds: number): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if ((encoding === undefined && !Number(length)) || request.url?.startsWith(STORAGE_PREFIX)) return
  const late = setTimeout(() => request.complete || request.socket.destroy(), milliseconds).unref()
  request.once('end', () => clearTimeout(late))
}

async function preparePages(options: PortalOptions): Promise<Handler> {
  process.env.AUTH_TRUST_HOST = 'true'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const app = next({ dev: options.dev ?? false, dir: import.meta.dirname, port: options.PORT, hostname: 'localhost' })
  await app.prepare()
  return app.getRequestHandler()
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function answerHealth(response: ServerResponse, storage: StorageNode | null): Promise<void> {
  const health = await getHealth(storage?.state() ?? null)
  const status = health.status === 'ok' ? 200 : 503
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(status === 503 && { 'retry-after': '5' }),
  })
  response.end(JSON.stringify(health))
}

async function notHere(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume()
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 Not Found\n')
}

async function unavailable(response: ServerResponse): Promise<void> {
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '5', 'cache-control': 'no-store' })
  response.end(`<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
<title>503</title><style>body{font:16px/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}</style>
<h1>Momentanément indisponible</h1><p>Le portail ne joint pas sa base de données. Cette page se recharge d’elle-même ; les sauvegardes des postes continuent et leurs comptes rendus arriveront ensuite.</p>
<p lang="en">Briefly unavailable: the portal cannot reach its database. This page reloads by itself; backups go on and their reports will arrive afterwards.</p></html>`)
}
