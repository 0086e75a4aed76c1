import { sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { sweepMachines } from '@/lib/alerts/sweep'
import { systemActor } from '@/lib/auth/system'
import { type Figure, milliseconds } from './figures'
import type { Fleet } from './fleet'

const FLEET = 1_000_000
const PER_CONTRACT = 100
const FEW = 1_000
const MANY = 10_000

/** The alert sweep: what a due machine costs in a small fleet and in one of a million, and what ten times as many due ones cost. */
export async function measureSweep(fleet: Fleet): Promise<Figure[]> {
  await addMachines(fleet, 'Small', MANY)
  await sweep(MANY)
  const small = await sweep(FEW)
  await addMachines(fleet, 'Large', FLEET - MANY)
  await sweep(FEW)
  const few = await sweep(FEW)
  const many = await sweep(MANY)
  return [
    figure('alert sweep, 1,000 due: fleet of 1,000,000 against 10,000', few / small, 1.5),
    figure('alert sweep of 1,000,000 machines: 10,000 due against 1,000 due', many / few, 12),
  ]
}

const figure = (what: string, ratio: number, budget: number): Figure => ({
  what,
  measured: `${ratio.toFixed(2)}x`,
  budget: `at most ${budget}x`,
  held: ratio <= budget,
})

/** Makes so many silent machines due, and sweeps until none is: each opens its episode, with the notices of whom to tell. */
async function sweep(count: number): Promise<number> {
  await withSystem('bench', async (tx) => {
    await tx.execute(sql`update machines set alert_after = now() + interval '1 day' where alert_after <= now()`)
    await tx.execute(
      sql`update machines set alert_after = to_timestamp(0) where id in (select id from machines where name like 'Small %' limit ${count})`,
    )
  })
  await withSystem('bench', (tx) => tx.execute(sql`delete from alerts`))
  return milliseconds(async () => {
    while ((await sweepMachines(systemActor('bench'), new Date())).more);
  })
}

/** Machines that fell silent ten days ago, none of them due. */
const addMachines = ({ resellerId, spaceId }: Fleet, name: string, count: number) =>
  withSystem('bench', async (tx) => {
    await tx.execute(sql`
      with clients as (
        insert into contracts (reseller_id, space_id, title, client_email, subscribed_bytes)
        select ${resellerId}, ${spaceId}, ${`${name} `}::text || n, 'c' || n || '@bench.test', 1e12
        from generate_series(1, ${Math.ceil(count / PER_CONTRACT)}::int) n returning id, title
      )
      insert into machines (reseller_id, space_id, contract_id, name, key_hash, key_sealed, key_suffix, repository_password_sealed,
        registered_at, last_backup_at, stored_bytes, alert_after)
      select ${resellerId}, ${spaceId}, c.id, c.title || '-' || n, decode(md5(c.title || '-' || n), 'hex'), 'x', 'x', 'x',
        now() - interval '90 days', now() - interval '10 days', 1e9, now() + interval '1 day'
      from clients c, generate_series(1, ${PER_CONTRACT}::int) n`)
    await tx.execute(sql`reset role`)
    await tx.execute(sql`analyze machines`)
  })
