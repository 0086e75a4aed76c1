import { and, eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machineConfigs, machines } from '@/db/schema'
import { exchangeAgentCommands } from '@/lib/agent-commands/exchange'
import type { Command } from '@/lib/agent-protocol/commands'
import { parseAgentConfig } from '@/lib/agent-protocol/config'
import type { HelloRequest, PollRequest } from '@/lib/agent-protocol/schema'
import { audit } from '@/lib/audit/commands'
import type { MachineActor } from '@/lib/auth/types'
import { unseal } from '@/lib/crypto/seal'
import { found } from '@/lib/errors'

export type Greeting = {
  machineName: string
  contractTitle: string
  repositoryPassword: string
  config: { version: number; body: string }
}

/** Keeps what an agent says of itself, and answers what it needs to work. A proposed configuration counts only where there is none. */
export function greetMachine(actor: MachineActor, hello: HelloRequest, now: Date): Promise<Greeting> {
  const readable = hello.proposedConfig !== undefined && parseAgentConfig(hello.proposedConfig).ok
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .select({ machine: machines, contractTitle: contracts.title })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .where(eq(machines.id, actor.machineId))
      .for('update', { of: machines })
    const { machine, contractTitle } = found(row, 'machine')
    const facts = {
      hostname: hello.hostname,
      os: `${hello.os} ${hello.arch}`.trim(),
      agentVersion: hello.agentVersion,
      engineVersion: `${hello.engine.name} ${hello.engine.version}`.trim(),
      lastSeenAt: now,
    }
    const proposed = readable && machine.configVersion === 0
    if (proposed) await addConfig(tx, actor, 1, hello.proposedConfig ?? '')
    await tx
      .update(machines)
      .set(proposed ? { ...facts, configVersion: 1, inheritsConfig: false } : facts)
      .where(eq(machines.id, actor.machineId))
    return {
      machineName: machine.name,
      contractTitle,
      repositoryPassword: unseal(machine.repositoryPasswordSealed),
      config: await getConfig(tx, actor.machineId, proposed ? 1 : machine.configVersion),
    }
  })
}

export type PollAnswer = { config?: { version: number; body: string }; commands: Command[] }

/**
 * Takes note of a poll: what the agent has applied or refused, and what came of its commands. Answers the configuration when the agent
 * has another than the wanted one, and what is asked of it.
 */
export function notePoll(actor: MachineActor, poll: PollRequest, now: Date): Promise<PollAnswer> {
  return withActor(actor, async (tx) => {
    // The machine first, in the order in which those who ask something of it take their locks.
    const [machine] = await tx
      .select({ wanted: machines.configVersion, applied: machines.configAppliedVersion, error: machines.configError })
      .from(machines)
      .where(eq(machines.id, actor.machineId))
      .for('update')
    const { wanted, applied, error } = found(machine, 'machine')
    const { commands, changed } = await exchangeAgentCommands(tx, actor, poll.results, now)
    const news = changed || applied !== poll.configVersion || error !== poll.configError
    await tx
      .update(machines)
      .set({ lastSeenAt: now, configAppliedVersion: poll.configVersion, configError: poll.configError, ...(news && { changedAt: now }) })
      .where(eq(machines.id, actor.machineId))
    return wanted === poll.configVersion ? { commands } : { commands, config: await getConfig(tx, actor.machineId, wanted) }
  })
}

async function addConfig(tx: Tx, actor: MachineActor, version: number, body: string): Promise<void> {
  const { resellerId, spaceId, machineId } = actor
  await tx.insert(machineConfigs).values({ resellerId, spaceId, machineId, version, body, origin: 'agent' })
  await audit(tx, actor, 'machine.configured', { kind: 'machine', id: machineId, name: actor.machineName, resellerId }, { version })
}

/** Version 0 is no configuration yet. */
async function getConfig(tx: Tx, machineId: string, version: number): Promise<{ version: number; body: string }> {
  if (version === 0) return { version, body: '' }
  const [config] = await tx
    .select({ version: machineConfigs.version, body: machineConfigs.body })
    .from(machineConfigs)
    .where(and(eq(machineConfigs.machineId, machineId), eq(machineConfigs.version, version)))
  return found(config, 'configuration')
}
