import type { IncomingMessage, ServerResponse } from 'node:http'
import { isDatabaseError } from '@/db/client'
import { MAX_BODY_BYTES } from '@/lib/agent-protocol/schema'
import { clock } from '@/lib/clock'
import { NotFoundError } from '@/lib/errors'
import { dropBody } from '@/lib/hosts/request'
import { log } from '@/lib/log'
import { authenticateMachine, readKey } from './authenticate'
import { doors } from './doors'
import { AgentApiError, unavailable, unknownKey } from './errors'
import { createRateLimit } from './rate-limit'

export const AGENT_API_PREFIX = '/api/agent/v1/'

export type AgentApiOptions = {
  technicalHosts: readonly string[]
  clientAddress: (request: IncomingMessage) => string | null
  isSecure: (request: IncomingMessage) => boolean
}

/** Answers the requests of agents (design.md, Agent protocol v1). Never throws; the response is always ended. */
export function createAgentApi(options: AgentApiOptions): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const withinRate = createRateLimit()

  async function answer(request: IncomingMessage): Promise<object> {
    const door = doors.get(new URL(request.url ?? '/', 'http://portal').pathname.slice(AGENT_API_PREFIX.length))
    if (!door || request.method !== 'POST') throw new AgentApiError('not_found', 'Nothing answers here.')
    const key = readKey(request)
    const address = options.clientAddress(request)
    const actor = await authenticateMachine(request.headers.host, key, { technicalHosts: options.technicalHosts, address })
    if (!key) throw unknownKey()
    if (!withinRate(actor.machineId, clock.now().getTime(), declaredBytes(request))) {
      throw new AgentApiError('too_many', 'This machine sends too many requests.', { retryAfter: 5 })
    }
    return door({ request, actor, key, origin: `${options.isSecure(request) ? 'https' : 'http'}://${request.headers.host}` })
  }

  return async (request, response) => {
    try {
      send(response, 200, await answer(request))
    } catch (error) {
      const known = toAgentApiError(error)
      if (known.extra.retryAfter) response.setHeader('retry-after', known.extra.retryAfter)
      // What the client still sends is read and dropped, so that it gets to read the answer.
      dropBody(request, response)
      send(response, known.status, known.body)
    }
  }
}

/** A body of unknown length counts as the largest. */
const declaredBytes = (request: IncomingMessage): number =>
  Math.min(Number(request.headers['content-length'] ?? MAX_BODY_BYTES), MAX_BODY_BYTES)

function toAgentApiError(error: unknown): AgentApiError {
  if (error instanceof AgentApiError) return error
  if (error instanceof NotFoundError) return unknownKey() // the machine was deleted between the look-up and the work
  if (!isDatabaseError(error)) log.error({ err: error }, 'agent request failed')
  return unavailable()
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.destroyed) return
  const data = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': data.length, 'cache-control': 'no-store' }).end(data)
}
