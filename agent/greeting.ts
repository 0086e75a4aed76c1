import { arch, hostname, platform, release } from 'node:os'
import type { HelloRequest, HelloResponse } from '@/lib/agent-protocol/schema'
import type { Agent } from './agent'
import type { Messages } from './messages'
import type { Answer } from './portal'
import { agentVersion } from './version'
import { wait } from './wait'

const GREET_FOR_MS = 20_000

/** What the agent says of itself. `restic` is null when it is missing. */
export function greeting(restic: string | null): HelloRequest {
  return {
    agentVersion: agentVersion.slice(0, 64),
    hostname: hostname().slice(0, 255),
    os: `${platform()} ${release()}`.slice(0, 64),
    arch: arch().slice(0, 64),
    engine: { name: 'restic', version: (restic ?? 'missing').slice(0, 64) },
  }
}

/** Says hello, trying for 20 s while the portal is away, and takes over the configuration that it offers. */
export async function greet(agent: Agent, restic: string | null, stop: AbortSignal): Promise<Answer<HelloResponse>> {
  const end = Date.now() + GREET_FOR_MS
  for (let pause = 1000; ; pause *= 2) {
    const answer = await agent.portal.hello(greeting(restic), stop)
    if (answer.kind === 'ok') {
      const { url, password } = answer.value.repository
      agent.secrets.add(password, /\/\/[^:/@]*:([^@/]+)@/.exec(url)?.[1] ?? '')
      takeOffer(agent, answer.value.config)
    }
    const longest = Math.max(pause, (answer.kind === 'away' && answer.retryAfterSeconds ? answer.retryAfterSeconds : 0) * 1000)
    if (answer.kind !== 'away' || stop.aborted || Date.now() + longest >= end) return answer
    await wait(longest, stop)
  }
}

/** Puts a configuration from the portal into force, or says why not. */
export function takeOffer(agent: Agent, offer: { version: number; body: string }): void {
  const judged = agent.config.offer(offer, agent.clock.now())
  if (judged === 'accepted') agent.log.say(agent.text.configAccepted(offer.version))
  if (judged === 'refused') agent.log.say(agent.text.configRefused(offer.version, agent.config.refused?.error ?? ''), 'error')
}

/** One sentence for an answer that is not the one hoped for. */
export function refusalSentence(text: Messages, answer: Exclude<Answer<unknown>, { kind: 'ok' }>): string {
  switch (answer.kind) {
    case 'away':
      return text.portalAway(answer.reason)
    case 'unknown_key':
      return text.unknownKey
    case 'suspended':
      return text.suspended
    case 'too_large':
      return text.portalRefuses('HTTP 413')
    case 'invalid':
      return text.portalRefuses([answer.message, ...answer.issues.map((issue) => `${issue.path} ${issue.message}`)].join(', '))
  }
}
