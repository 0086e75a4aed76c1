import { afterAll, beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { mails } from '@/db/schema'
import { makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { KillableWorkers } from '@/tests/support/killable-workers'
import { queued } from '@/tests/support/mails'
import { type Mishap, resendServer } from '@/tests/support/resend-server'

const database = testDatabase()
const MAILS = 150
const WORKERS = 3
const KILL_EVERY = 30
const KILLS = 5
const EPOCH = String(Date.now())
const workers = new KillableWorkers('tests/support/mail-worker.ts', () => ({
  TEST_DATABASE: database.url(),
  TEST_RESEND: resend.url,
  TEST_EPOCH: EPOCH,
}))
let resend: Awaited<ReturnType<typeof resendServer>>

beforeAll(async () => {
  resend = await resendServer()
})
afterAll(() => resend.stop())

/** A bad day: workers die while their request is under way, answers get lost, the provider stumbles and asks to wait. */
function mishap(request: number): Mishap {
  if (request % KILL_EVERY === 0 && workers.killed < KILLS) workers.killOne()
  if (request % 7 === 0) return 'lost'
  if (request % 11 === 0) return { status: 500, body: { name: 'internal_server_error', message: '', statusCode: 500 } }
  if (request % 31 === 0) return 'stall'
  return request % 37 === 0
    ? { status: 429, headers: { 'retry-after': '5' }, body: { name: 'rate_limit_exceeded', message: '', statusCode: 429 } }
    : null
}

test('workers are killed while mails go out, and each mail leaves exactly once', { timeout: 300_000 }, async () => {
  const cast = await makeCast()
  const keys: string[] = []
  for (let count = 0; count < MAILS; count++) keys.push(await queued(cast, { to: `client-${count}@example.test` }))
  resend.mishap = mishap
  workers.start(WORKERS)
  const open = async () => (await withSystem('tests', (tx) => tx.select().from(mails))).filter((mail) => !mail.sentAt).length
  await expect.poll(open, { timeout: 280_000, interval: 500 }).toBe(0)

  expect([...resend.mails.keys()].sort()).toEqual(keys.sort())
  expect(new Set([...resend.mails.values()].map((mail) => mail.to)).size).toBe(MAILS)
  const rows = await withSystem('tests', (tx) => tx.select().from(mails))
  for (const mail of rows) expect([mail.providerId, mail.failedAt]).toEqual([resend.mails.get(mail.key)?.id, null])
  expect(workers.killed).toBe(KILLS)
  expect(resend.requests.length).toBeGreaterThan(MAILS)
})
