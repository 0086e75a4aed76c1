import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { alertNotices, alerts, mails } from '@/db/schema'
import { makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { KillableWorkers } from '@/tests/support/killable-workers'
import { resendServer } from '@/tests/support/resend-server'

const database = testDatabase()
const ALERTS = 10_000
const CLIENTS = 500
const WORKERS = 3
const KILLS = 12
const EPOCH = String(Date.now())
const workers = new KillableWorkers('tests/support/alert-worker.ts', () => ({
  TEST_DATABASE: database.url(),
  TEST_RESEND: resend.url,
  TEST_EPOCH: EPOCH,
}))
let resend: Awaited<ReturnType<typeof resendServer>>

beforeAll(async () => {
  resend = await resendServer()
})
afterAll(() => resend.stop())

/** Ten thousand machines of five hundred clients, all of which have been silent for just too long. */
const fallSilent = (contractId: string) =>
  withSystem('tests', (tx) =>
    tx.execute(sql`
      with clients as (
        insert into contracts (reseller_id, space_id, title, client_email, subscribed_bytes)
        select c.reseller_id, c.space_id, 'Client ' || n, 'client-' || n || '@example.test', c.subscribed_bytes
        from contracts c, generate_series(1, ${CLIENTS}::int) n where c.id = ${contractId} returning *
      )
      insert into machines (reseller_id, space_id, contract_id, name, key_hash, key_sealed, key_suffix, repository_password_sealed, registered_at)
      select c.reseller_id, c.space_id, c.id, 'PC-' || c.title || '-' || n, decode(md5(c.title || ' ' || n), 'hex'), 'x', 'x', 'x', now() - interval '4 days'
      from clients c, generate_series(1, ${ALERTS / CLIENTS}::int) n`),
  )

test('workers are killed at random while 10,000 alerts go out, and each is told to each recipient exactly once', {
  timeout: 900_000,
}, async () => {
  const cast = await makeCast()
  await fallSilent(cast.contracts.east)
  workers.start(WORKERS)
  const state = () =>
    withSystem('tests', async (tx) => ({
      opened: await tx.$count(alerts),
      untold: await tx.$count(alertNotices, sql`mailed_at is null`),
      unsent: await tx.$count(mails, sql`sent_at is null`),
    }))
  const done = async () => {
    const { opened, untold, unsent } = await state()
    if (workers.killed < KILLS) workers.killOne()
    return opened >= ALERTS && untold + unsent === 0 && workers.killed === KILLS
  }
  await expect.poll(done, { timeout: 880_000, interval: 700 }).toBe(true)

  const sent = [...resend.mails.values()]
  const told = new Map<string, number>()
  for (const { to, text } of sent.filter((mail) => mail.to.startsWith('client-')))
    for (const [name] of text.matchAll(/PC-Client \d+-\d+/g)) told.set(`${to} ${name}`, (told.get(`${to} ${name}`) ?? 0) + 1)
  expect(told.size).toBe(ALERTS)
  expect([...told.values()].filter((times) => times !== 1)).toEqual([])
  const rows = await withSystem('tests', (tx) => tx.select({ key: mails.key }).from(mails))
  expect([...resend.mails.keys()].sort()).toEqual(rows.map(({ key }) => key).sort())
  expect(await withSystem('tests', (tx) => tx.$count(alertNotices))).toBe(2 * ALERTS)
})
