import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { isDatabaseError } from '@/db/client'
import { authenticateMachine, readKey } from '@/lib/agent-api/authenticate'
import { AgentApiError } from '@/lib/agent-api/errors'
import { group } from '@/lib/agent-api/group'
import { log } from '@/lib/log'
import { recordStoredBytes, type Stored } from './commands'
import { parseStoragePath, type StoragePath } from './path'
import type { StorageNode } from './rclone'

type Options = { node: StorageNode; technicalHosts: readonly string[]; clientAddress: (request: IncomingMessage) => string | null }
type Verdict = { path: StoragePath; search: string } | { status: number; message: string }
export type Gateway = { handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>; flush: () => Promise<void> }

const FORWARDED = ['content-length', 'content-type', 'accept', 'range', 'if-none-match'] as const

/** Passes restic's requests on to the storage node: whose repository, and what may be done there, is judged here (design.md, Storage). */
export function createGateway(options: Options): Gateway {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 })
  const pending = new Set<Promise<unknown>>()
  const count = group<Stored, void>(async (stored) => recordStoredBytes(stored).then(() => stored.map(() => undefined)), {
    windowMilliseconds: 500,
    concurrency: 1,
    maxWeight: 10_000,
  })

  function meter(stored: Stored): void {
    const written = count(stored).catch((error: unknown) => log.warn({ err: error, ...stored }, 'stored bytes not counted'))
    pending.add(written)
    void written.finally(() => pending.delete(written))
  }

  async function forward(
    request: IncomingMessage,
    response: ServerResponse,
    verdict: { path: StoragePath; search: string },
  ): Promise<void> {
    const { path } = verdict
    const headers: OutgoingHttpHeaders = { authorization: options.node.authorization }
    for (const name of FORWARDED) if (request.headers[name]) headers[name] = request.headers[name]
    const upstream = http.request({
      agent,
      host: '127.0.0.1',
      port: options.node.port,
      method: request.method,
      path: `/${path.machineId}/${path.rest}${verdict.search}`,
      headers,
    })
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    const answered = new Promise<IncomingMessage>((resolve, reject) => upstream.once('response', resolve).once('error', reject))
    // A client that goes away takes its upstream request with it.
    response.once('close', () => response.writableFinished || upstream.destroy())
    // A storage that refuses an upload answers without reading the rest: its answer counts, and the connection ends with it.
    pipeline(request, upstream).catch(() => response.headersSent || response.setHeader('connection', 'close'))
    const answer = await answered
    const { 'content-type': type, 'content-length': length, 'content-range': range } = answer.headers
    response.writeHead(answer.statusCode ?? 502, {
      ...(type && { 'content-type': type }),
      ...(length && { 'content-length': length }),
      ...(range && { 'content-range': range }),
    })
    await pipeline(answer, response)
    const stored = request.method === 'POST' && (answer.statusCode ?? 500) < 300 && path.kind !== 'locks'
    if (stored && bytes > 0) meter({ machineId: path.machineId, bytes })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const verdict = await judge(request, options)
      if ('status' in verdict) refuse(request, response, verdict.status, verdict.message)
      else await forward(request, response, verdict)
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy()
      else if (error instanceof AgentApiError) refuse(request, response, error.status, error.message)
      else {
        if (!isDatabaseError(error) && options.node.state() === 'up') log.warn({ err: error }, 'storage request failed')
        refuse(request, response, 503, 'The storage is not reachable. Try again shortly.')
      }
    }
  }

  return {
    handle,
    async flush() {
      await Promise.all(pending)
      agent.destroy()
    },
  }
}

/** Whether a request may pass: the machine's own repository; reading always; writing unless suspended; deleting locks alone. */
async function judge(request: IncomingMessage, options: Options): Promise<Verdict> {
  const url = new URL(request.url ?? '/', 'http://portal')
  const path = parseStoragePath(url.pathname)
  const context = { technicalHosts: options.technicalHosts, address: options.clientAddress(request) }
  const actor = await authenticateMachine(request.headers.host, readKey(request), context)
  if (!path) return { status: 404, message: 'Nothing answers here.' }
  if (path.machineId !== actor.machineId) return { status: 403, message: 'This repository belongs to another machine.' }
  const method = request.method ?? 'GET'
  if (!['GET', 'HEAD', 'POST', 'DELETE'].includes(method)) return { status: 405, message: 'Not a request that restic makes.' }
  if (method === 'DELETE' && path.kind !== 'locks') return { status: 403, message: 'Backups are never deleted from here.' }
  if (method === 'POST' && actor.suspended && path.kind !== 'locks')
    return { status: 403, message: 'The contract of this machine is suspended.' }
  if (options.node.state() === 'absent') return { status: 503, message: 'This portal has no storage: rclone is not installed on it.' }
  return { path, search: url.searchParams.get('create') === 'true' ? '?create=true' : '' }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  request.resume()
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 401 && { 'www-authenticate': 'Basic realm="backup"' }),
    ...(status === 503 && { 'retry-after': '5' }),
  })
  response.end(`${message}\n`)
}
