import { and, eq, inArray } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machines } from '@/db/schema'
import { parseAgentConfig } from '@/lib/agent-protocol/config'
import { audit } from '@/lib/audit/commands'
import type { UserActor } from '@/lib/auth/types'
import { allow, found } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { canConfigure } from '@/lib/machines/policy'
import { withChanges } from './document'
import { acceptanceOf, type Review, reviewConfig } from './review'
import type { ChangeConfigs } from './schema'
import type { ReviewedMachine } from './types'
import { addMachineVersions, authorOf, type ConfiguredRow, lockConfigured } from './versions'

/** `machines` in a refusal are those that it is about: overtaken, not readable after the change, or protected less. */
export type ChangeConfigsResult =
  | { ok: true; changed: number; unchanged: number }
  | { ok: false; reason: 'changed_meanwhile'; machines: string[] }
  | { ok: false; reason: 'invalid'; machines: ReviewedMachine[] }
  | { ok: false; reason: 'protects_less'; machines: ReviewedMachine[]; accept: string }

type Changed = { machine: ConfiguredRow; body: string; review: Review }

/** What the changes would do to each of the machines, and what names all that they lose; stores nothing. Throws NotFoundError, ForbiddenError. */
export function reviewMachineConfigs(actor: UserActor, input: ChangeConfigs): Promise<{ machines: ReviewedMachine[]; accept: string }> {
  return withActor(actor, async (tx) => {
    const all = await apply(tx, actor, input)
    return { machines: all.map(shown), accept: acceptanceOfAll(all) }
  })
}

const losingOf = (all: Changed[]): Changed[] => all.filter(({ review }) => review.losses.length > 0)
const acceptanceOfAll = (all: Changed[]): string => acceptanceOf(losingOf(all).map(({ machine, review }) => [machine.id, review.losses]))

/**
 * Makes the same changes to the files of many machines of a contract, all or none; each gets a file of its own. A machine whose file
 * they leave as it is gets no new version. Throws NotFoundError when one of them is not the contract's, ForbiddenError.
 */
export function changeMachineConfigs(actor: UserActor, input: ChangeConfigs, now: Date): Promise<ChangeConfigsResult> {
  return withActor(actor, async (tx): Promise<ChangeConfigsResult> => {
    const all = await apply(tx, actor, input)
    const wanted = new Map(input.machines.map(({ machineId, baseVersion }) => [machineId.toLowerCase(), baseVersion]))
    const overtaken = all.filter(({ machine }) => machine.configVersion !== wanted.get(machine.id))
    if (overtaken.length > 0) return { ok: false, reason: 'changed_meanwhile', machines: overtaken.map(({ machine }) => machine.name) }
    const differing = all.filter(({ machine, body }) => body !== machine.body)
    const invalid = all.filter(({ review }) => review.problems.length > 0)
    if (invalid.length > 0) return { ok: false, reason: 'invalid', machines: invalid.map(shown) }
    const losing = losingOf(all)
    const accept = acceptanceOfAll(all)
    if (losing.length > 0 && input.accepted !== accept) return { ok: false, reason: 'protects_less', machines: losing.map(shown), accept }
    await addMachineVersions(
      tx,
      authorOf(actor),
      differing.map((change) => ({ ...change, origin: 'user', restoredVersion: null })),
      now,
    )
    for (const { machine, review } of differing) {
      const detail = { version: machine.configVersion + 1, ...(review.losses.length > 0 && { losses: review.losses }) }
      const { id, name, resellerId } = machine
      await audit(tx, actor, 'machine.configured', { kind: 'machine', id, name, resellerId }, detail)
    }
    return { ok: true, changed: differing.length, unchanged: all.length - differing.length }
  })
}

async function apply(tx: Tx, actor: UserActor, input: ChangeConfigs): Promise<Changed[]> {
  const contractId = parseId(input.contractId, 'contract')
  const [contract] = await tx.select({ id: contracts.id }).from(contracts).where(eq(contracts.id, contractId))
  found(contract, 'contract')
  const ids = [...new Set(input.machines.map(({ machineId }) => parseId(machineId, 'machine')))]
  const rows = await lockConfigured(tx, and(inArray(machines.id, ids), eq(machines.contractId, contractId)))
  found(rows.length === ids.length ? rows : null, 'machine')
  allow(canConfigure(actor))
  return rows.map((machine) => changed(machine, input.changes))
}

function changed(machine: ConfiguredRow, changes: ChangeConfigs['changes']): Changed {
  const nothing = { problems: [], losses: [], retentionDays: null }
  const now = machine.body === '' ? null : parseAgentConfig(machine.body)
  // What cannot be read cannot be changed in parts.
  if (now && !now.ok) return { machine, body: machine.body, review: { ...nothing, problems: now.problems } }
  const body = withChanges(machine.body, changes)
  return { machine, body, review: body === machine.body ? nothing : reviewConfig(machine, body) }
}

const shown = ({ machine, body, review }: Changed): ReviewedMachine => ({
  id: machine.id,
  name: machine.name,
  inherits: machine.inheritsConfig,
  before: machine.body,
  after: body,
  losses: review.losses,
  problems: review.problems,
})
