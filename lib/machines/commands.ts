import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { contracts, machines, resellers } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor, UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { inheritConfig } from '@/lib/configs/inheritance'
import { createIdentificationKey, hashIdentificationKey } from '@/lib/crypto/identification-key'
import { seal, unseal } from '@/lib/crypto/seal'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { tellAddedMachine } from '@/lib/webhooks/events'
import { buryMachines } from './deletion'
import { canComment, canRevealKey } from './policy'
import type { AddMachine, CommentMachine, DeleteMachine, SetMachineAlert, SetMachineMissedAfter, SetMachineRetention } from './schema'

type MachineManager = UserActor | OperatorActor | SystemActor

/** Registers a machine with its contract; the key is what its agent enrols with (requirements D6). Throws NotFoundError. */
export async function addMachine(
  actor: MachineManager,
  input: AddMachine,
  now: Date = clock.now(),
): Promise<Result<{ machineId: string; identificationKey: string }, 'machine_limit_reached' | 'name_taken'>> {
  return withActor(actor, async (tx) => {
    // Locked, so that two people adding at once do not both take the last place.
    const [contract] = await tx.select().from(contracts).where(eq(contracts.id, input.contractId)).for('update')
    const { id: contractId, resellerId, spaceId, machineLimit, retentionDays, configVersion } = found(contract, 'contract')
    const machineCount = await tx.$count(machines, eq(machines.contractId, contractId))
    if (machineLimit !== null && machineCount >= machineLimit) return fail('machine_limit_reached')
    const identificationKey = createIdentificationKey()
    const values = { resellerId, spaceId, contractId, name: input.name, retentionDays, ...machineSecrets(identificationKey) }
    const [machine] = await tx.insert(machines).values(values).onConflictDoNothing().returning({ id: machines.id })
    if (!machine) return fail('name_taken')
    await inheritConfig(tx, machine.id, { id: contractId, configVersion }, now)
    await audit(tx, actor, 'machine.added', { kind: 'machine', id: machine.id, name: input.name, resellerId })
    await tellAddedMachine(tx, machine.id, now)
    return ok({ machineId: machine.id, identificationKey })
  })
}

/** What is stored of a machine's key, and the password of its repository, which the portal makes and keeps sealed. */
export const machineSecrets = (identificationKey: string) => ({
  ...keyColumns(identificationKey),
  repositoryPasswordSealed: seal(randomBytes(32).toString('base64url')),
})

function keyColumns(identificationKey: string) {
  const keyHash = hashIdentificationKey(identificationKey)
  if (!keyHash) throw new Error('not an identification key')
  return { keyHash, keySealed: seal(identificationKey), keySuffix: identificationKey.slice(-4) }
}

/** Turns the backup alert or the non-backup alert of a machine on or off (requirements D4). Throws NotFoundError. */
export function setMachineAlert(actor: MachineManager, { machineId, alert, on }: SetMachineAlert, now: Date): Promise<void> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, machineId)
    const settings = alert === 'backup' ? { backupAlert: on } : { missedAlert: on }
    await change(tx, actor, machine, now, settings, 'machine.alert_set', { alert, on })
  })
}

/** Sets how many days of versions are kept; Kiwi Online keeps 90, fixed (requirements D5). Throws NotFoundError. */
export function setMachineRetention(
  actor: MachineManager,
  { machineId, retentionDays }: SetMachineRetention,
  now: Date,
): Promise<Result<void, 'fixed_by_product'>> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, machineId)
    const [reseller] = await tx.select({ product: resellers.product }).from(resellers).where(eq(resellers.id, machine.resellerId))
    if (reseller?.product === 'online') return fail('fixed_by_product')
    const changed = { before: machine.retentionDays, after: retentionDays }
    await change(tx, actor, machine, now, { retentionDays }, 'machine.retention_set', { retentionDays: changed })
    return ok(undefined)
  })
}

/** Gives a machine a threshold of its own for the non-backup alert, or with null the reseller's again (requirements E2). */
export function setMachineMissedAfter(actor: MachineManager, { machineId, days }: SetMachineMissedAfter, now: Date): Promise<void> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, machineId)
    const changed = { before: machine.missedAfterDays, after: days }
    await change(tx, actor, machine, now, { missedAfterDays: days }, 'machine.missed_after_days_set', { days: changed })
  })
}

/** Writes the comment on a machine, for users with that right (requirements D7); an empty one removes it. */
export function commentMachine(actor: UserActor, { machineId, comment }: CommentMachine, now: Date): Promise<void> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, machineId)
    allow(canComment(actor))
    await change(tx, actor, machine, now, { comment: comment || null }, 'machine.commented')
  })
}

/** The identification key in clear; every reading of it is audited (requirements D4). Throws NotFoundError, ForbiddenError. */
export function revealIdentificationKey(actor: UserActor, machineId: string): Promise<string> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, machineId)
    allow(canRevealKey(actor, machine))
    await audit(tx, actor, 'machine.key_revealed', subject(machine))
    return unseal(machine.keySealed)
  })
}

/**
 * Gives a machine another identification key, for one that somebody has seen who should not use it. No request is let in with the old one any
 * more, the agent's neither, until it is enrolled anew; one that has begun is ended as it was. Its backups stay, and so does what it has yet
 * to report. Of two renewals at once the later one's key holds. Throws NotFoundError, ForbiddenError.
 */
export function renewIdentificationKey(actor: UserActor, machineId: string, now: Date): Promise<string> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, machineId)
    allow(canRevealKey(actor, machine))
    const identificationKey = createIdentificationKey()
    await change(tx, actor, machine, now, keyColumns(identificationKey), 'machine.key_renewed')
    return identificationKey
  })
}

/** Deletes a machine; what it stored stays until its history has passed (requirements D6, B6). `confirmation` is its name. */
export function deleteMachine(actor: MachineManager, input: DeleteMachine, now: Date): Promise<Result<void, 'confirmation_differs'>> {
  return withActor(actor, async (tx) => {
    const machine = await lockMachine(tx, input.machineId)
    if (machine.name !== input.confirmation) return fail('confirmation_differs')
    await buryMachines(tx, actor, eq(machines.id, machine.id), now)
    return ok(undefined)
  })
}

type Machine = typeof machines.$inferSelect
type Settings = Partial<
  Pick<Machine, 'backupAlert' | 'missedAlert' | 'retentionDays' | 'missedAfterDays' | 'comment' | 'keyHash' | 'keySealed' | 'keySuffix'>
>

/** Sets something of a machine that the transaction holds, and notes it. */
async function change(
  tx: Tx,
  actor: MachineManager,
  machine: Machine,
  now: Date,
  settings: Settings,
  action: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .update(machines)
    .set({ ...settings, changedAt: now })
    .where(eq(machines.id, machine.id))
  await audit(tx, actor, action, subject(machine), detail)
}

async function lockMachine(tx: Tx, machineId: string): Promise<Machine> {
  const [machine] = await tx
    .select()
    .from(machines)
    .where(eq(machines.id, parseId(machineId, 'machine')))
    .for('update')
  return found(machine, 'machine')
}

const subject = ({ id, name, resellerId }: Pick<Machine, 'id' | 'name' | 'resellerId'>) => ({
  kind: 'machine' as const,
  id,
  name,
  resellerId,
})
