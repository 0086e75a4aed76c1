import { and, asc, count, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { backups, contracts, machines, resellers, spaces } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { found } from '@/lib/errors'
import { containing } from '@/lib/like'
import type { ListAlerts, SetAlertMails } from './schema'
import type { InAlertPage, MachineInAlert } from './types'

const missedAfterDays = sql<number>`coalesce(${machines.missedAfterDays}, ${resellers.missedAfterDays})`
const silentSince = sql`coalesce(${machines.lastBackupAt}, ${machines.registeredAt})`

/** The rule of missed.ts as a condition on machines joined with their contract and reseller. */
export const inAlert = (now: Date): SQL | undefined =>
  and(
    eq(machines.missedAlert, true),
    isNull(contracts.suspendedAt),
    sql`${silentSince} <= ${now.toISOString()}::timestamptz - make_interval(hours => 24 * ${missedAfterDays})`,
  )

const lastRun = sql<MachineInAlert['lastRun']>`(
  select json_build_object('id', b.id, 'outcome', b.outcome, 'error', b.error, 'startedAt', b.started_at)
  from ${backups} b where b.machine_id = ${machines.id} and b.outcome <> 'running' order by b.id desc limit 1)`

const MACHINES_PER_PAGE = 100

/** In the names of what an alert is about, case-insensitively. Of machines joined with their contract and space. */
export const aboutNames = (search: string): SQL | undefined =>
  search ? or(...[machines.name, contracts.title, spaces.name].map((name) => ilike(name, containing(search)))) : undefined

const EVERYTHING: ListAlerts = { search: '', page: 1 }

/**
 * A page of the machines in alert of the actor's spaces, the longest silence first (requirements E2); beyond the end it is the last one.
 * `search` looks into the names of machine, contract and space.
 */
export function listMachinesInAlert(actor: UserActor, now: Date, asked = EVERYTHING): Promise<InAlertPage> {
  const which = and(inAlert(now), aboutNames(asked.search))
  return withActor(actor, async (tx) => {
    const joined = tx
      .select({
        id: machines.id,
        name: machines.name,
        contractId: contracts.id,
        contractTitle: contracts.title,
        spaceName: spaces.name,
        lastBackupAt: machines.lastBackupAt,
        registeredAt: machines.registeredAt,
        missedAfterDays,
        missedAfterOverride: machines.missedAfterDays,
        lastRun,
      })
      .from(machines)
      .innerJoin(contracts, eq(contracts.id, machines.contractId))
      .innerJoin(spaces, eq(spaces.id, machines.spaceId))
      .innerJoin(resellers, eq(resellers.id, machines.resellerId))
      .where(which)
    const total = await countMachines(tx, which)
    const pages = Math.max(1, Math.ceil(total / MACHINES_PER_PAGE))
    const page = Math.min(asked.page, pages)
    const rows = await joined
      .orderBy(asc(silentSince), machines.id)
      .limit(MACHINES_PER_PAGE)
      .offset((page - 1) * MACHINES_PER_PAGE)
    return { rows, total, page, pages }
  })
}

async function countMachines(tx: Tx, which: SQL | undefined): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(machines)
    .innerJoin(contracts, eq(contracts.id, machines.contractId))
    .innerJoin(spaces, eq(spaces.id, machines.spaceId))
    .innerJoin(resellers, eq(resellers.id, machines.resellerId))
    .where(which)
  return row?.count ?? 0
}

/** What stands beside the navigation's entries; `running` leaves out what this user has taken off the list. */
export async function countForNavigation(actor: UserActor, now: Date): Promise<{ contracts: number; running: number; inAlert: number }> {
  return withActor(actor, async (tx) => {
    const [row] = await tx.execute<{ contracts: number; running: number; inAlert: number }>(sql`
      select (select count(*)::int from ${contracts}) as contracts,
        (select count(*)::int from ${backups} where outcome = 'running'
          and not exists (select from hidden_backups h where h.backup_id = ${backups.id} and h.user_id = ${actor.userId})) as running,
        (select count(*)::int from ${machines}
          join ${contracts} on ${contracts.id} = ${machines.contractId}
          join ${resellers} on ${resellers.id} = ${machines.resellerId}
          where ${inAlert(now)}) as "inAlert"`)
    return row ?? { contracts: 0, running: 0, inAlert: 0 }
  })
}

/** After how many days without a backup a machine of this reseller is in alert. */
export function getMissedAfterDays(actor: UserActor): Promise<number> {
  return withActor(actor, async (tx) => {
    const [reseller] = await tx.select({ days: resellers.missedAfterDays }).from(resellers)
    return reseller?.days ?? 0
  })
}

/** How this reseller's alert mails come. */
export function getAlertMails(actor: UserActor): Promise<SetAlertMails> {
  return withActor(actor, async (tx) => {
    const { remindAfterDays, successMails, dailyDigest } = resellers
    const [reseller] = await tx.select({ remindAfterDays, successMails, dailyDigest }).from(resellers)
    return found(reseller, 'reseller')
  })
}
