import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { beforeAll, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { auditEvents, contracts, machines } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

const database = testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

type Table = { name: string; forced: boolean; partition: boolean; policies: number; granted: boolean }

const listTables = () =>
  withSystem('tests', (tx) =>
    tx.execute<Table>(sql`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, c.relispartition as partition,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
        has_table_privilege('portal_tenant', c.oid, 'select') as granted
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`),
  )

test('every table forces row-level security', async () => {
  const tables = await listTables()
  expect(tables.length).toBeGreaterThan(10)
  expect(tables.filter((table) => !table.forced)).toEqual([])
})

test('every table has policies, and a partition is out of direct reach', async () => {
  const tables = await listTables()
  expect(tables.filter((table) => !table.partition && table.policies === 0)).toEqual([])
  expect(tables.filter((table) => table.partition && table.granted)).toEqual([])
})

test('the login role sees no row without taking a role', async () => {
  const direct = postgres(database.url(), { max: 1 })
  const [row] =
    await direct`select current_setting('is_superuser') as superuser, (select count(*)::int from contracts) as contracts, (select count(*)::int from users) as users`
  await direct.end()
  expect(row).toMatchObject({ superuser: 'off', contracts: 0, users: 0 })
})

test('an administrator sees the contracts of all spaces of the own reseller', async () => {
  const rows = await withActor(cast.alice, (tx) => tx.select({ id: contracts.id }).from(contracts))
  expect(rows.map((row) => row.id).sort()).toEqual([cast.contracts.west, cast.contracts.east].sort())
})

test('a member sees the rows of the allotted space alone', async () => {
  const rows = await withActor(cast.bob, (tx) => tx.select({ id: machines.id }).from(machines))
  expect(rows.map((row) => row.id)).toEqual([cast.machines.east.machineId])
})

test('a member without a space sees nothing', async () => {
  const nowhere = { scope: { ...cast.bob.scope, spaceIds: [] } }
  expect(await withActor(nowhere, (tx) => tx.select().from(machines))).toEqual([])
})

test('a row cannot be written into a space that is not seen', async () => {
  const [contract] = await withActor(cast.alice, (tx) => tx.select().from(contracts).where(sql`id = ${cast.contracts.west}`))
  if (!contract) throw new Error('no contract')
  const smuggled = { ...contract, id: undefined, title: 'smuggled' }
  await expect(withActor(cast.bob, (tx) => tx.insert(contracts).values(smuggled))).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('a member reads nothing of the audit log, though its doings are written there', async () => {
  const count = (actor: typeof cast.alice) => withActor(actor, (tx) => tx.$count(auditEvents))
  expect(await count(cast.alice)).toBeGreaterThan(0)
  expect(await count(cast.bob)).toBe(0)
  await withActor(cast.bob, (tx) => audit(tx, cast.bob, 'session.closed', subject(cast.bob)))
  await expect(withActor(cast.bob, (tx) => audit(tx, cast.bob, 'session.closed', subject(cast.carol)))).rejects.toMatchObject({
    cause: { code: '42501' },
  })
})

const subject = ({ userId, userName, resellerId }: typeof cast.alice) => ({ kind: 'user' as const, id: userId, name: userName, resellerId })

test.each(['update audit_events set action = $$nothing$$', 'delete from audit_events', 'truncate audit_events'])(
  'nobody can %s: no user, not the platform, and not the owner of the table',
  async (statement) => {
    const refused = { cause: { code: '42501' } }
    await expect(withActor(cast.alice, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject(refused)
    await expect(withSystem('tests', (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject(refused)
    const owner = withSystem('tests', async (tx) => {
      await tx.execute(sql`reset role`)
      await tx.execute(sql`alter table audit_events disable row level security`)
      await tx.execute(sql`grant all on audit_events to current_user`)
      await tx.execute(sql.raw(statement))
    })
    await expect(owner).rejects.toMatchObject(refused)
  },
)

test('a tenant reads no session and changes no reseller', async () => {
  await expect(withActor(cast.alice, (tx) => tx.execute(sql`select * from sessions`))).rejects.toMatchObject({ cause: { code: '42501' } })
  await expect(withActor(cast.alice, (tx) => tx.execute(sql`update resellers set allocated_bytes = 1`))).rejects.toMatchObject({
    cause: { code: '42501' },
  })
})

test('a new table without a policy would be found', async () => {
  await withSystem('tests', (tx) => tx.execute(sql`reset role`).then(() => tx.execute(sql`create table forgotten (id int)`)))
  const unguarded = (await listTables()).filter((table) => !table.forced || (!table.partition && table.policies === 0))
  expect(unguarded.map((table) => table.name)).toEqual(['forgotten'])
})
