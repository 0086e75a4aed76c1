import type { IncomingMessage } from 'node:http'
import {
  type HelloResponse,
  helloRequestSchema,
  type PollResponse,
  pollRequestSchema,
  type ReportsResponse,
  reportsRequestSchema,
} from '@/lib/agent-protocol/schema'
import { greetMachine, notePoll } from '@/lib/agents/commands'
import type { MachineActor } from '@/lib/auth/types'
import { type ReportBatch, type ReportBatchResult, type ReportRefusal, recordReports } from '@/lib/backups/commands'
import { clock } from '@/lib/clock'
import { countReports } from '@/lib/health/activity'
import { readBody } from './body'
import { AgentApiError, contractSuspended } from './errors'
import { group } from './group'

export type Call = { request: IncomingMessage; actor: MachineActor; key: string; origin: string }
export type Door = (call: Call) => Promise<object>

const POLL_SECONDS = 30
const MAX_WAITING_REQUESTS = 5_000

/** Requests that arrive within some milliseconds are written in one transaction (design.md, Agent protocol v1). */
const writeReports = group<ReportBatch, ReportBatchResult>(recordReports, {
  windowMilliseconds: 4,
  concurrency: 2,
  maxWeight: 4_000,
  weigh: (batch) => batch.reports.length,
})

const hello: Door = async ({ request, actor, key, origin }): Promise<HelloResponse> => {
  const input = await readBody(request, helloRequestSchema)
  const now = clock.now()
  const greeting = await greetMachine(actor, input, now)
  const { protocol, host } = new URL(origin)
  return {
    machine: { id: actor.machineId, name: greeting.machineName },
    contract: { title: greeting.contractTitle, suspended: actor.suspended },
    config: greeting.config,
    repository: {
      url: `rest:${protocol}//${actor.machineId}:${key}@${host}/storage/${actor.machineId}/`,
      password: greeting.repositoryPassword,
    },
    serverTime: now.toISOString(),
    pollSeconds: POLL_SECONDS,
  }
}

const reports: Door = async ({ request, actor }): Promise<ReportsResponse> => {
  if (actor.suspended) throw contractSuspended()
  if (writeReports.waiting > MAX_WAITING_REQUESTS) {
    throw new AgentApiError('too_many', 'Too many reports at once. Try again shortly.', { retryAfter: 2 })
  }
  const input = await readBody(request, reportsRequestSchema)
  const result = await writeReports({ machine: actor, reports: input.reports, receivedAt: clock.now() })
  if (result.ok) {
    countReports(result.value.accepted)
    return result.value
  }
  throw refused(result.reason)
}

function refused(reason: ReportRefusal): AgentApiError {
  if (reason === 'too_many_running') {
    return new AgentApiError('too_many', 'This machine has too many backups running. Those that went silent end within the hour.', {
      retryAfter: 60,
    })
  }
  const message = reason === 'foreign_backup' ? 'names a backup of another machine' : 'has too many gaps between its sequence numbers'
  const sentence =
    reason === 'foreign_backup' ? 'A backup belongs to the machine that reported it first.' : 'Sequence numbers count up from 1.'
  return new AgentApiError('invalid', sentence, { issues: [{ path: 'reports', message }] })
}

const poll: Door = async ({ request, actor }): Promise<PollResponse> => {
  const input = await readBody(request, pollRequestSchema)
  const now = clock.now()
  const { config, commands } = await notePoll(actor, input, now)
  return { ...(config && { config }), commands, suspended: actor.suspended, serverTime: now.toISOString(), pollSeconds: POLL_SECONDS }
}

/** A map, since an object would also answer to `constructor`. */
export const doors: ReadonlyMap<string, Door> = new Map(Object.entries({ hello, reports, poll }))
