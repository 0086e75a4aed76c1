import { and, eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backupLogs, backups, contracts, machineConfigs, machines, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { addBrand, updateBrand } from '@/lib/brands/commands'
import { readBrandImage } from '@/lib/brands/image'
import { findBrandBySlug, getBrand } from '@/lib/brands/queries'
import { addContract, suspendContract } from '@/lib/contracts/commands'
import { createIdentificationKey } from '@/lib/crypto/identification-key'
import { addHost } from '@/lib/hosts/commands'
import { machineSecrets } from '@/lib/machines/commands'
import { addReseller } from '@/lib/resellers/commands'
import { addSpace } from '@/lib/spaces/commands'
import { addUser } from '@/lib/users/commands'
import { DEMO_BRANDS, DEMO_PASSWORD, DEMO_RESELLERS, type DemoReseller, LIVE } from './cast'
import { backupTimes, type DemoMachine, demoMachines } from './fleet'
import { demoBackup } from './history'
import { seedMails } from './mails'

const DAY = 86_400_000
const HISTORY_DAYS = 90
const CONFIG = 'paths:\n  - C:\\Users\n  - D:\\Partage\nexcludes:\n  - "*.tmp"\nschedule: "0 21 * * *"\n'

/** Makes the demo's brands, users, contracts and machines (design.md, Demo data), unless they are there. */
export async function seedDemo(actor: SystemActor, now: Date): Promise<'created' | 'present'> {
  if (await findBrandBySlug(actor, 'alpes')) return 'present'
  const brandIds = new Map<string, string>()
  for (const { host, logo, ...brand } of DEMO_BRANDS) {
    const { brandId } = must(await addBrand(actor, brand))
    if (logo) await addDemoLogo(actor, brandId, logo, now)
    must(await addHost(actor, { brandId, host }, now))
    brandIds.set(brand.slug, brandId)
  }
  const brandOf = (slug: string) => brandIds.get(slug) ?? ''
  await addDemoUser(actor, brandOf('operator'), null, { userName: 'root', displayName: 'Opérateur', role: 'operator' })
  for (const reseller of DEMO_RESELLERS) await seedReseller(actor, brandOf(reseller.brand), reseller, now)
  await withActor(actor, (tx) => seedMails(tx, 'Alpes Sauvegarde', now))
  return 'created'
}

/** Gives the demo's machines the backups that they have had since the last time, so that the demo looks the same on any day. */
export async function refreshDemo(actor: SystemActor, now: Date): Promise<number> {
  let added = 0
  for (const reseller of DEMO_RESELLERS) {
    await withActor(actor, async (tx) => {
      for (const machine of demoMachines(reseller)) added += await refreshMachine(tx, reseller, machine, now)
    })
  }
  return added
}

async function seedReseller(actor: SystemActor, brandId: string, reseller: DemoReseller, now: Date): Promise<void> {
  const [first, ...others] = reseller.spaces
  if (!first) return
  const { resellerId, spaceId } = must(
    await addReseller(actor, {
      brandId,
      ownsBrand: reseller.product !== 'online',
      name: reseller.name,
      product: reseller.product,
      pack: reseller.pack,
      administrationOption: reseller.administrationOption ?? false,
      allocatedBytes: reseller.gigabytes * 1e9,
      alertEmail: `alertes@${reseller.brand}.example`,
      spaceName: first.name,
      spaceBytes: first.gigabytes * 1e9,
    }),
  )
  const spaceIds = new Map([[first.name, spaceId]])
  for (const { name, gigabytes, alertEmail } of others) {
    spaceIds.set(name, must(await addSpace(actor, { resellerId, name, allocatedBytes: gigabytes * 1e9, alertEmail })).spaceId)
  }
  for (const { space, ...user } of reseller.users) {
    await addDemoUser(actor, brandId, resellerId, { ...user, spaceIds: space ? [spaceIds.get(space) ?? ''] : [] })
  }
  const live = reseller.brand === 'alpes' ? [{ title: LIVE.title, space: LIVE.space, gigabytes: LIVE.gigabytes, limit: 1 }] : []
  for (const contract of [...reseller.contracts, ...live]) await seedContract(actor, spaceIds.get(contract.space) ?? '', contract, now)
  await withActor(actor, (tx) => seedMachines(tx, resellerId, demoMachines(reseller), now))
}

async function seedContract(
  actor: SystemActor,
  spaceId: string,
  contract: { title: string; gigabytes: number; limit?: number; suspended?: true },
  now: Date,
): Promise<void> {
  const mailbox = contract.title
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]+/g, '')
    .toLowerCase()
  const { contractId } = must(
    await addContract(actor, {
      spaceId,
      title: contract.title,
      clientEmail: `contact@${mailbox}.example`,
      clientLocale: 'fr',
      subscribedBytes: contract.gigabytes * 1e9,
      machineLimit: contract.limit ?? null,
      retentionDays: 90,
    }),
  )
  if (contract.suspended) must(await suspendContract(actor, contractId, now))
}

async function seedMachines(tx: Tx, resellerId: string, list: DemoMachine[], now: Date): Promise<void> {
  const rows = await tx
    .select({ id: contracts.id, title: contracts.title, spaceId: contracts.spaceId })
    .from(contracts)
    .where(eq(contracts.resellerId, resellerId))
  const byTitle = new Map(rows.map((row) => [row.title, row]))
  const values = list.flatMap((machine, index) => {
    const contract = byTitle.get(machine.contract.title)
    if (!contract) return []
    return {
      resellerId,
      spaceId: contract.spaceId,
      contractId: contract.id,
      name: machine.name,
      ...machineSecrets(createIdentificationKey()),
      os: machine.os,
      agentVersion: '0.1.0',
      engineVersion: 'restic 0.14.0',
      hostname: machine.name.toLowerCase(),
      registeredAt: new Date(now.getTime() - (HISTORY_DAYS + index) * DAY),
      storedBytes: machine.storedBytes,
      backupAlert: index % 3 === 0,
      configVersion: 1,
      configAppliedVersion: 1,
      inheritsConfig: false,
    }
  })
  const added = await tx
    .insert(machines)
    .values(values)
    .returning({ machineId: machines.id, resellerId: machines.resellerId, spaceId: machines.spaceId })
  const signedAt = new Date(now.getTime() - (HISTORY_DAYS + list.length) * DAY)
  await tx.update(contracts).set({ createdAt: signedAt }).where(eq(contracts.resellerId, resellerId))
  await tx.insert(machineConfigs).values(added.map((ids) => ({ ...ids, version: 1, body: CONFIG, origin: 'agent' as const })))
}

async function refreshMachine(tx: Tx, reseller: DemoReseller, machine: DemoMachine, now: Date): Promise<number> {
  const [row] = await tx
    .select({
      machineId: machines.id,
      resellerId: machines.resellerId,
      spaceId: machines.spaceId,
      lastFinishedAt: machines.lastFinishedAt,
      lastBackupAt: machines.lastBackupAt,
    })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .where(and(eq(resellers.name, reseller.name), eq(contracts.title, machine.contract.title), eq(machines.name, machine.name)))
  if (!row) return 0
  const { lastBackupAt, lastFinishedAt, ...ids } = row
  const begin = now.getTime() - HISTORY_DAYS * DAY
  const { good, failed } = backupTimes(machine, lastBackupAt?.getTime() ?? begin, now.getTime(), lastFinishedAt?.getTime() ?? begin)
  const runs = [...good.map((at) => demoBackup(machine, ids, at, false)), ...failed.map((at) => demoBackup(machine, ids, at, true))]
  if (runs.length === 0) return 0
  await tx
    .insert(backups)
    .values(runs.map(({ backup }) => backup))
    .onConflictDoNothing()
  await tx
    .insert(backupLogs)
    .values(runs.map(({ log }) => log))
    .onConflictDoNothing()
  const lastGood = good.at(-1) === undefined ? undefined : runs[good.length - 1]?.backup
  const last = runs.at(-1)?.backup
  await tx
    .update(machines)
    .set({
      ...(lastGood && { lastBackupAt: lastGood.finishedAt }),
      lastFinishedAt: last?.finishedAt,
      lastOutcome: last?.outcome,
      lastSeenAt: now,
      changedAt: now,
    })
    .where(eq(machines.id, ids.machineId))
  return runs.length
}

async function addDemoUser(
  actor: SystemActor,
  brandId: string,
  resellerId: string | null,
  user: Omit<Parameters<typeof addUser>[1], 'brandId' | 'resellerId' | 'email' | 'password'>,
): Promise<void> {
  must(await addUser(actor, { ...user, brandId, resellerId, email: `${user.userName}@demo.example`, password: DEMO_PASSWORD }))
}

async function addDemoLogo(actor: SystemActor, brandId: string, svg: string, now: Date): Promise<void> {
  const logo = must(await readBrandImage('logo', Buffer.from(svg)))
  must(await updateBrand(actor, { ...(await getBrand(actor, brandId)), brandId }, { logo }, now))
}

function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (result.ok) return result.value
  throw new Error(`the demo data could not be made: ${result.reason}`)
}
