import { afterAll, beforeAll, expect, test } from 'vitest'
import { setWebhookSettings } from '@/lib/webhooks/settings'
import { makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { type HookAnswer, hookServer, isSigned } from '@/tests/support/hook-server'
import { KillableWorkers } from '@/tests/support/killable-workers'
import { addedWebhook, deliveriesOf, queuedDeliveries } from '@/tests/support/webhooks'

const database = testDatabase()
const SECRET = 'a secret of the tests, long enough to be one'
const EACH = 100
const WORKERS = 3
const KILL_EVERY = 40
const KILLS = 5
const EPOCH = String(Date.now())
const workers = new KillableWorkers('tests/support/webhook-worker.ts', () => ({
  TEST_DATABASE: database.url(),
  TEST_SECRET: SECRET,
  TEST_EPOCH: EPOCH,
}))
let hook: Awaited<ReturnType<typeof hookServer>>

beforeAll(async () => {
  hook = await hookServer()
  setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] })
})
afterAll(() => hook.stop())

/** A bad day: workers die while their request is under way, answers get lost, the receiver stumbles. */
function mishap(request: number): HookAnswer {
  if (request % KILL_EVERY === 0 && workers.killed < KILLS) workers.killOne()
  if (request % 7 === 0) return 'lost'
  if (request % 11 === 0) return { status: 500 }
  return request % 31 === 0 ? 'stall' : { status: 204 }
}

test('workers are killed while messages go out: each arrives, under one id, signed', { timeout: 300_000 }, async () => {
  const cast = await makeCast()
  const owners = [await addedWebhook(cast.alice, hook.url), await addedWebhook(cast.carol, hook.url)]
  const ids: string[] = []
  for (const { webhookId } of owners) ids.push(...(await queuedDeliveries(webhookId, EACH, new Date(Number(EPOCH)))))
  hook.answer = mishap
  workers.start(WORKERS)
  const rows = async () => (await Promise.all(owners.map(({ webhookId }) => deliveriesOf(webhookId)))).flat()
  await expect.poll(async () => (await rows()).filter((row) => !row.deliveredAt).length, { timeout: 280_000, interval: 500 }).toBe(0)

  expect([...new Set(hook.received.map(({ id }) => id))].sort()).toEqual(ids.sort())
  for (const got of hook.received) {
    const sentAt = new Date(Number(got.timestamp) * 1000)
    expect(owners.filter(({ secret }) => isSigned(got, secret, sentAt)).length).toBe(1)
  }
  expect(workers.killed).toBe(KILLS)
  expect(hook.received.length).toBeGreaterThan(ids.length)
})
