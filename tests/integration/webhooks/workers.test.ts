import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { webhookDeliveries, webhooks } from '@/db/schema'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { takeWebhooks, visitWebhook } from '@/lib/webhooks/delivery'
import { system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { rowsLookedAt } from '@/tests/support/plan'
import { PostingScene } from '@/tests/support/posting-scene'
import { addedWebhook, deliveriesOf, queuedDeliveries, webhookOf } from '@/tests/support/webhooks'

const database = testDatabase()
const START = new Date('2026-11-22T10:00:00Z')
const DAY = 86_400_000
const scene = new PostingScene(START)
const { posting, post } = scene

describe('several workers', () => {
  test('post each message once, and never more at once than one webhook may get', async () => {
    const { webhookId, ids } = await scene.added(200)
    await Promise.all(Array.from({ length: 5 }, () => post()))
    while ((await post()) > 0);
    expect(scene.hook.received.map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(scene.hook.mostAtOnce).toBeLessThanOrEqual(8)
    expect((await deliveriesOf(webhookId)).every((row) => row.attempts === 1)).toBe(true)
  })

  test('give a webhook back, also while the clock goes on: what comes next is told at once', async () => {
    const { webhookId } = await scene.added(1)
    let ticks = 0
    const ticking = { now: () => new Date(START.getTime() + ticks++) }
    expect(await post(ticking)).toBe(1)
    expect((await webhookOf(webhookId)).leasedUntil).toBeNull()
    await queuedDeliveries(webhookId, 1, START)
    expect(await post(ticking)).toBe(1)
    expect(scene.hook.received).toHaveLength(2)
  })

  test('leave a webhook alone for a while when it cannot be visited', async () => {
    const { webhookId } = await scene.added(1)
    const setSecret = (secretSealed: string) =>
      withSystem('tests', (tx) => tx.update(webhooks).set({ secretSealed }).where(eq(webhooks.id, webhookId)))
    const { secretSealed } = await webhookOf(webhookId)
    await setSecret('sealed by another secret')
    const [lease] = await takeWebhooks(system, posting(), 1)
    if (!lease) throw new Error('nothing is due')
    await expect(visitWebhook(system, lease, posting())).rejects.toThrow()
    expect(await takeWebhooks(system, posting(), 1)).toEqual([])
    await setSecret(secretSealed)
    scene.later(3 * 60_000)
    expect(await post()).toBe(1)
  })

  test('take over from one that died, under the same ids', async () => {
    const { webhookId, ids } = await scene.added(3)
    const [lease] = await takeWebhooks(system, posting({ leaseSeconds: 60 }), 5)
    expect(lease?.webhookId).toBe(webhookId)
    expect(await post()).toBe(0)
    scene.later(61_000)
    await post()
    expect(scene.hook.received.map(({ id }) => id).sort()).toEqual(ids.sort())
    // Whoever comes back from the dead finds that it holds nothing any more.
    if (lease) await visitWebhook(system, lease, posting())
    expect(scene.hook.received.length).toBe(3)
  })

  test('that are stopped give back what they had not begun', async () => {
    const { webhookId } = await scene.added(40)
    const stopping = new AbortController()
    scene.hook.answer = (request) => {
      if (request === 8) stopping.abort()
      return 'stall'
    }
    await post({ signal: stopping.signal, sendSeconds: 30 })
    const rows = await deliveriesOf(webhookId)
    expect(rows.map(({ attempts, failure }) => [attempts, failure])).toEqual(Array(40).fill([0, null]))
    expect((await webhookOf(webhookId)).leasedUntil).toBeNull()
  })

  test('whatever kills its worker again and again is given up', async () => {
    const { webhookId } = await scene.added(1)
    await withSystem('tests', (tx) => tx.update(webhookDeliveries).set({ attempts: MAX_ATTEMPTS }))
    await post()
    expect(await scene.onlyDelivery(webhookId)).toMatchObject({ failure: 'abandoned', failedAt: scene.now })
    expect(scene.hook.received).toEqual([])
  })
})

test('messages that wait for a webhook in trouble are not read through to find what others have due', async () => {
  const { webhookId } = await addedWebhook(scene.cast.alice, scene.hook.url)
  const other = await addedWebhook(scene.cast.carol, scene.hook.url)
  await queuedDeliveries(other.webhookId, 1, START)
  await withSystem('tests', async (tx) => {
    await tx
      .update(webhooks)
      .set({ failures: 9, failingSince: scene.now, pausedUntil: new Date(scene.now.getTime() + DAY) })
      .where(eq(webhooks.id, webhookId))
    await tx.execute(sql`
      insert into webhook_deliveries (reseller_id, webhook_id, event, key, body, due_at)
      select ${scene.cast.resellerId}::uuid, ${webhookId}::uuid, 'backup.finished', n::text, '{}', ${START.toISOString()} from generate_series(1, 50000) n`)
    await tx.execute(sql`reset role`)
    await tx.execute(sql`analyze webhook_deliveries`)
  })
  const rows = await rowsLookedAt(database.url(), 'webhook_deliveries', system.scope, () => takeWebhooks(system, posting(), 5))
  expect(rows).toBeLessThan(10)
})
