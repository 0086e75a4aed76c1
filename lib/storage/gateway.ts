import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { isDatabaseError } from '@/db/client'
import { authenticateMachine, readKey } from '@/lib/agent-api/authenticate'
import { AgentApiError } from '@/lib/agent-api/errors'
import { group } from '@/lib/agent-api/group'
import { dropBody } from '@/lib/hosts/request'
import { log } from '@/lib/log'
import { recordStoredBytes, type Stored } from './commands'
import { parseStoragePath, type StoragePath, snapshotIn } from './path'
import type { StorageNode } from './rclone'

type Options = { node: StorageNode; technicalHosts: readonly string[]; clientAddress: (request: IncomingMessage) => string | null }
type Passed = { path: StoragePath; search: string }
type Refused = { status: number; message: string }
type Verdict = Passed | Refused
export type Gateway = { handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>; flush: () => Promise<void> }

/** As many requests of one machine at once; restic makes five. The others' share of the storage is not its to take. */
const MAX_AT_ONCE = 20
/** So long a client or the storage may be silent in the middle of a transfer. */
const IDLE_MILLISECONDS = 60_000
/** restic's locks are some hundred bytes. They alone can be deleted and written while suspended, so nothing larger hides there. */
const MAX_LOCK_BYTES = 64 * 1024

const FORWARDED = ['content-length', 'content-type', 'accept', 'range', 'if-none-match'] as const

/** Passes restic's requests on to the storage node: whose repository, and what may be done there, is judged here (design.md, Storage). */
export function createGateway(options: Options): Gateway {
  const agent = new http.Agent({ keepAlive: true })
  const underWay = new Map<string, number>()
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

  async function forward(request: IncomingMessage, response: ServerResponse, { path, search }: Passed): Promise<void> {
    const headers: OutgoingHttpHeaders = { authorization: options.node.authorization }
    for (const name of FORWARDED) if (request.headers[name]) headers[name] = request.headers[name]
    const upstream = http.request({
      agent,
      host: '127.0.0.1',
      port: options.node.port,
      method: request.method,
      path: `/${path.machineId}/${path.rest}${search}`,
      headers,
    })
    const isUpload = request.method === 'POST'
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    const answered = new Promise<IncomingMessage>((resolve, reject) => upstream.once('response', resolve).once('error', reject))
    upstream.setTimeout(IDLE_MILLISECONDS, () => upstream.destroy(new Error('the transfer stood still')))
    // A client that goes away takes its upstream request with it; an upload that it has sent whole is stored and counted all the same.
    response.once('close', () => response.writableFinished || (isUpload && request.complete) || upstream.destroy())
    // A storage that refuses an upload answers without reading the rest: its answer counts, and the connection ends with it.
    if (isUpload) pipeline(request, upstream).catch(() => response.headersSent || response.setHeader('connection', 'close'))
    else upstream.end()
    const answer = await answered
    const stored = isUpload && (answer.statusCode ?? 500) < 300 && path.kind !== 'locks'
    if (stored && bytes > 0) meter({ machineId: path.machineId, bytes, snapshotId: snapshotIn(path) })
    const { 'content-type': type, 'content-length': length, 'content-range': range } = answer.headers
    response.writeHead(answer.statusCode ?? 502, {
      ...(type && { 'content-type': type }),
      ...(length && { 'content-length': length }),
      ...(range && { 'content-range': range }),
    })
    await pipeline(answer, response)
  }

  /** Passes a request on unless its machine has too many under way. */
  async function forwardInTurn(request: IncomingMessage, response: ServerResponse, passed: Passed): Promise<void> {
    const { machineId } = passed.path
    const count = underWay.get(machineId) ?? 0
    if (count >= MAX_AT_ONCE) return refuse(request, response, { status: 429, message: 'Too many requests of this machine at once.' })
    underWay.set(machineId, count + 1)
    try {
      await forward(request, response, passed)
    } finally {
      const left = (underWay.get(machineId) ?? 1) - 1
      left > 0 ? underWay.set(machineId, left) : underWay.delete(machineId)
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const verdict = await judge(request, options)
      if ('status' in verdict) refuse(request, response, verdict)
      else await forwardInTurn(request, response, verdict)
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy()
      else if (error instanceof AgentApiError) refuse(request, response, error)
      else {
        if (!isDatabaseError(error) && options.node.state() === 'up') log.warn({ err: error }, 'storage request failed')
        refuse(request, response, { status: 503, message: 'The storage is not reachable. Try again shortly.' })
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
  // Also its reading: a client whose clock runs ahead would take the portal's lock for a dead one's and begin a backup in the midst.
  if (actor.repositoryHeld && path.kind !== 'config')
    return { status: 503, message: 'The portal is tidying this repository. Try again shortly.' }
  const faulty = judgeBody(request, path)
  if (faulty) return faulty
  if (options.node.state() === 'absent') return { status: 503, message: 'This portal has no storage: rclone is not installed on it.' }
  return { path, search: url.searchParams.get('create') === 'true' ? '?create=true' : '' }
}

/**
 * What a request may carry. A body where none belongs would reach the storage unframed behind the request and be read there as
 * a request of its own, in our name.
 */
function judgeBody(request: IncomingMessage, path: StoragePath): Refused | null {
  const chunked = request.headers['transfer-encoding'] !== undefined
  const length = Number(request.headers['content-length'] ?? 0)
  if (request.method !== 'POST') return chunked || length > 0 ? { status: 400, message: 'This request takes no body.' } : null
  if (path.kind === 'locks' && (chunked || length > MAX_LOCK_BYTES)) return { status: 413, message: 'A lock is smaller than that.' }
  return null
}

function refuse(request: IncomingMessage, response: ServerResponse, { status, message }: Refused): void {
  dropBody(request, response)
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 401 && { 'www-authenticate': 'Basic realm="backup"' }),
    ...((status === 503 || status === 429) && { 'retry-after': '5' }),
  })
  response.end(`${message}\n`)
}
