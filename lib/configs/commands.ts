import { and, eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machineConfigs, machines } from '@/db/schema'
import type { ConfigProblem } from '@/lib/agent-protocol/config'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { allow, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { canConfigure } from '@/lib/machines/policy'
import { acceptanceOf, reviewConfig } from './review'
import type { FollowContract, RollBackConfig, SaveConfig } from './schema'
import type { Loss } from './types'
import { addMachineVersions, authorOf, type ConfiguredRow, contractDefault, lockConfiguredMachine, type NewVersion } from './versions'

/** `protects_less` asks for the same again with `accepted` set to `accept`; nothing is stored until then. */
export type SaveConfigResult =
  | { ok: true; version: number }
  | { ok: false; reason: 'changed_meanwhile' }
  | { ok: false; reason: 'invalid'; problems: ConfigProblem[] }
  | { ok: false; reason: 'protects_less'; losses: Loss[]; accept: string }

/**
 * Stores a new version of a machine's configuration, which its agent takes at the next poll (requirements E1.4, F4), for users with
 * that right. A file that the agent would refuse is not stored. Throws NotFoundError, ForbiddenError.
 */
export function saveMachineConfig(actor: UserActor, input: SaveConfig, now: Date): Promise<SaveConfigResult> {
  return change(actor, input, async (tx, machine) => {
    if (input.body === machine.body) return { ok: true, version: machine.configVersion }
    return store(tx, actor, { machine, body: input.body, origin: 'user', restoredVersion: null }, input.accepted, now)
  })
}

/** Brings the file of an earlier version back, as a new version. Throws NotFoundError, also for a version that never was. */
export function rollBackMachineConfig(actor: UserActor, input: RollBackConfig, now: Date): Promise<SaveConfigResult> {
  return change(actor, input, async (tx, machine) => {
    const [earlier] = await tx
      .select({ body: machineConfigs.body })
      .from(machineConfigs)
      .where(and(eq(machineConfigs.machineId, machine.id), eq(machineConfigs.version, input.version)))
    const { body } = found(earlier, 'version')
    if (body === machine.body) return { ok: true, version: machine.configVersion }
    return store(tx, actor, { machine, body, origin: 'user', restoredVersion: input.version }, input.accepted, now)
  })
}

/** Gives up a machine's own file: from now on it follows its contract's default, which must exist. Throws NotFoundError. */
export function followContractConfig(
  actor: UserActor,
  input: FollowContract,
  now: Date,
): Promise<SaveConfigResult | { ok: false; reason: 'no_default' }> {
  return change(actor, input, async (tx, machine) => {
    const [contract] = await tx.select({ version: contracts.configVersion }).from(contracts).where(eq(contracts.id, machine.contractId))
    const { version } = found(contract, 'contract')
    if (version === 0) return { ok: false, reason: 'no_default' }
    const body = await contractDefault(tx, machine.contractId, version)
    if (body !== machine.body) return store(tx, actor, { machine, body, origin: 'contract', restoredVersion: null }, input.accepted, now)
    await tx.update(machines).set({ inheritsConfig: true, changedAt: now }).where(eq(machines.id, machine.id))
    await audit(tx, actor, 'machine.config_followed', subject(machine))
    return { ok: true, version: machine.configVersion }
  })
}

function change<Out>(
  actor: UserActor,
  input: { machineId: string; baseVersion: number },
  work: (tx: Tx, machine: ConfiguredRow) => Promise<Out>,
): Promise<Out | { ok: false; reason: 'changed_meanwhile' }> {
  const machineId = parseId(input.machineId, 'machine')
  return withActor(actor, async (tx) => {
    const machine = await lockConfiguredMachine(tx, machineId)
    allow(canConfigure(actor))
    return machine.configVersion === input.baseVersion ? work(tx, machine) : { ok: false, reason: 'changed_meanwhile' }
  })
}

async function store(
  tx: Tx,
  actor: UserActor,
  wanted: Omit<NewVersion, 'review'>,
  accepted: string | null | undefined,
  now: Date,
): Promise<SaveConfigResult> {
  const { machine, restoredVersion } = wanted
  const review = reviewConfig(machine, wanted.body)
  if (review.problems.length > 0) return { ok: false, reason: 'invalid', problems: review.problems }
  const accept = acceptanceOf([[machine.id, review.losses]])
  if (review.losses.length > 0 && accepted !== accept) return { ok: false, reason: 'protects_less', losses: review.losses, accept }
  await addMachineVersions(tx, authorOf(actor), [{ ...wanted, review }], now)
  const version = machine.configVersion + 1
  await audit(tx, actor, 'machine.configured', subject(machine), {
    version,
    ...(restoredVersion !== null && { restoredVersion }),
    ...(review.losses.length > 0 && { losses: review.losses }),
  })
  return { ok: true, version }
}

const subject = ({ id, name, resellerId }: ConfiguredRow) => ({ kind: 'machine' as const, id, name, resellerId })
