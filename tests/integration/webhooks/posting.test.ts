import { describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { mails, webhookDeliveries, webhooks } from '@/db/schema'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { deleteWebhook, rotateSecret, switchWebhook, testWebhook, updateWebhook } from '@/lib/webhooks/commands'
import { getDelivery, getWebhook } from '@/lib/webhooks/queries'
import { replayDelivery } from '@/lib/webhooks/replaying'
import { auditOf } from '@/tests/support/audit'
import { must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { type HookAnswer, hookServer, isSigned } from '@/tests/support/hook-server'
import { PostingScene } from '@/tests/support/posting-scene'
import { addedWebhook, deliveriesOf, queuedDeliveries, webhookOf } from '@/tests/support/webhooks'

testDatabase()
const START = new Date('2026-11-22T10:00:00Z')
const MINUTE = 60_000
const DAY = 86_400_000
const scene = new PostingScene(START)
const { post } = scene
const answering = (answer: HookAnswer) => {
  scene.hook.answer = () => answer
}

describe('a message', () => {
  test('arrives once, signed, with its id and time, and is noted with the answer', async () => {
    const { webhookId, secret, ids } = await scene.added(3)
    answering({ status: 200, body: 'thanks\u0000\u001b[31m é' })
    expect(await post()).toBe(1)
    expect(await post()).toBe(0)
    expect(scene.hook.received.map(({ id }) => id).sort()).toEqual(ids.sort())
    for (const got of scene.hook.received) {
      expect(isSigned(got, secret, scene.now)).toBe(true)
      expect(isSigned({ ...got, body: '{"other":1}' }, secret, scene.now)).toBe(false)
    }
    for (const row of await deliveriesOf(webhookId)) {
      expect(row).toMatchObject({ deliveredAt: scene.now, lastStatus: 200, attempts: 1 })
      expect(row.log).toEqual([
        expect.objectContaining({ at: scene.now.toISOString(), status: 200, failure: null, answer: 'thanks[31m é' }),
      ])
    }
  })

  test('is signed under the secret before too for a day, and no longer', async () => {
    const { webhookId, secret } = await scene.added()
    const renewed = await rotateSecret(scene.cast.alice, webhookId, scene.now)
    await post()
    expect([secret, renewed].map((each) => isSigned(scene.hook.received[0] as never, each, scene.now))).toEqual([true, true])
    scene.later(DAY)
    await queuedDeliveries(webhookId, 1, scene.now)
    await post()
    expect([secret, renewed].map((each) => isSigned(scene.hook.received[1] as never, each, scene.now))).toEqual([false, true])
  })

  test('keeps of a long answer its beginning', async () => {
    const { webhookId } = await scene.added()
    answering({ status: 500, body: '😀'.repeat(100_000) })
    await post()
    const [entry] = (await scene.onlyDelivery(webhookId)).log
    expect(entry?.answer).toBe('😀'.repeat(500))
  })
})

describe('a failure', () => {
  test.each<[HookAnswer, string, number | null]>([
    [{ status: 500 }, 'rejected', 500],
    [{ status: 404 }, 'rejected', 404],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/x' } }, 'redirected', 302],
    [{ status: 307, headers: { location: '/elsewhere' } }, 'redirected', 307],
    ['reset', 'unreachable', null],
    ['stall', 'timeout', null],
  ])('%j is noted as %s, and tried again later under the same id', async (answer, failure, status) => {
    const { webhookId, ids } = await scene.added()
    answering(answer)
    await post()
    const row = await scene.onlyDelivery(webhookId)
    expect(row).toMatchObject({ attempts: 1, failure, lastStatus: status, deliveredAt: null, failedAt: null })
    expect(row.dueAt.getTime()).toBeGreaterThan(scene.now.getTime() + 20_000)
    expect(await post()).toBe(0)
    answering({ status: 204 })
    scene.later(MINUTE)
    await post()
    expect(scene.hook.received.map(({ id }) => id)).toEqual([...ids, ...ids])
    expect(scene.hook.received.map(({ path }) => path)).toEqual(['/hook', '/hook'])
    expect(await scene.onlyDelivery(webhookId)).toMatchObject({ attempts: 2, deliveredAt: scene.now, failure: null })
  })

  test('after a dozen tries is a dead letter, which a person replays under the same id', async () => {
    const { webhookId, ids } = await scene.added()
    answering({ status: 500, body: 'broken' })
    for (let tries = 0; tries < 2 * MAX_ATTEMPTS && !(await scene.onlyDelivery(webhookId)).failedAt; tries++) {
      await post()
      scene.later(6 * 60 * MINUTE)
    }
    expect(scene.hook.received.length).toBe(MAX_ATTEMPTS)
    const dead = await getDelivery(scene.cast.alice, ids[0] ?? '')
    expect(dead).toMatchObject({ state: 'failed', attempts: MAX_ATTEMPTS, failure: 'rejected', lastStatus: 500 })
    expect(dead.log.length).toBe(MAX_ATTEMPTS)
    answering({ status: 200 })
    must(await replayDelivery(scene.cast.alice, dead.id, scene.now))
    await post()
    expect(new Set(scene.hook.received.map(({ id }) => id))).toEqual(new Set(ids))
    expect((await getDelivery(scene.cast.alice, dead.id)).log.length).toBe(MAX_ATTEMPTS + 1)
  })

  test('that keeps coming grows no log without end', async () => {
    const { webhookId } = await scene.added()
    const entry = { at: START.toISOString(), milliseconds: 1, status: 500, failure: 'rejected' as const, answer: '' }
    await withSystem('tests', (tx) => tx.update(webhookDeliveries).set({ log: Array(20).fill(entry) }))
    await post()
    const { log } = await scene.onlyDelivery(webhookId)
    expect([log.length, log.at(-1)?.status]).toEqual([20, 204])
  })
})

describe('a receiver in trouble', () => {
  test('is left alone, gets one message at a time to see whether it is back, and then all', async () => {
    const { webhookId } = await scene.added(30)
    answering({ status: 503 })
    await post()
    const first = scene.hook.received.length
    expect(first).toBeLessThanOrEqual(12)
    expect((await webhookOf(webhookId)).pausedUntil?.getTime()).toBeGreaterThan(scene.now.getTime())
    expect(await post()).toBe(0)
    scene.later(61 * MINUTE)
    await post()
    expect(scene.hook.received.length).toBe(first + 1)
    expect(await getWebhook(scene.cast.alice, webhookId)).toMatchObject({ state: 'failing', failingSince: START })
    answering({ status: 204 })
    scene.later(61 * MINUTE)
    await post()
    expect((await deliveriesOf(webhookId)).filter((row) => !row.deliveredAt)).toEqual([])
    expect(await webhookOf(webhookId)).toMatchObject({ failures: 0, failingSince: null, pausedUntil: null })
  })

  test('is given the time that it asks for', async () => {
    const { webhookId } = await scene.added(20)
    answering({ status: 429, headers: { 'retry-after': '600' } })
    await post()
    expect(scene.hook.received.length).toBeLessThanOrEqual(8)
    expect((await webhookOf(webhookId)).pausedUntil?.getTime()).toBeGreaterThanOrEqual(scene.now.getTime() + 600_000)
    scene.later(9 * MINUTE)
    expect(await post()).toBe(0)
  })

  test('for three days is switched off, with one mail; what waits leaves when it is on again', async () => {
    const { webhookId } = await scene.added(20)
    answering({ status: 500 })
    for (let hours = 0; hours <= 75; hours++) {
      await post()
      scene.later(61 * MINUTE)
    }
    expect(await getWebhook(scene.cast.alice, webhookId)).toMatchObject({ state: 'off', offReason: 'failing' })
    const sent = await withSystem('tests', (tx) => tx.select().from(mails))
    expect(sent.map(({ kind, recipient, spaceId, resellerId }) => [kind, recipient, spaceId, resellerId])).toEqual([
      ['webhook_off', 'alerts@alpine.test', null, scene.cast.resellerId],
    ])
    expect(sent[0]?.text).toContain(`https://admin.alpine.test/webhooks/${webhookId}`)
    expect((await auditOf(webhookId)).map(({ action, kind }) => [action, kind])).toContainEqual(['webhook.switched_off', 'system'])
    const tries = scene.hook.received.length
    expect(await post()).toBe(0)
    expect(scene.hook.received.length).toBe(tries)
    answering({ status: 204 })
    await switchWebhook(scene.cast.alice, { webhookId, on: true }, scene.now)
    scene.later(DAY)
    await post()
    expect((await deliveriesOf(webhookId)).filter((row) => !row.deliveredAt && !row.failedAt)).toEqual([])
  })

  test('that says it is gone for good is switched off at once', async () => {
    const { webhookId } = await scene.added(1)
    answering({ status: 410 })
    await post()
    expect(await getWebhook(scene.cast.alice, webhookId)).toMatchObject({ state: 'off', offReason: 'gone' })
  })

  test('holds up no other', async () => {
    const slow = await hookServer()
    slow.answer = () => 'stall'
    const stuck = await addedWebhook(scene.cast.carol, slow.url)
    await queuedDeliveries(stuck.webhookId, 50, START)
    const { webhookId } = await scene.added(50)
    await post()
    await slow.stop()
    expect((await deliveriesOf(webhookId)).filter((row) => !row.deliveredAt)).toEqual([])
    expect(slow.received.length).toBeLessThanOrEqual(12)
  })
})

describe('a test', () => {
  test('leaves at once, also to a webhook that is off or left alone, and is tried once', async () => {
    const { webhookId } = await scene.added(2)
    await withSystem('tests', (tx) =>
      tx.update(webhooks).set({ failures: 9, failingSince: scene.now, pausedUntil: new Date(scene.now.getTime() + DAY) }),
    )
    answering({ status: 500 })
    const failed = await testWebhook(scene.cast.alice, webhookId, scene.now)
    await post()
    expect(scene.hook.received.map(({ body }) => JSON.parse(body))).toEqual([
      { type: 'ping', timestamp: scene.now.toISOString(), data: { webhook: { id: webhookId, name: 'Tickets' } } },
    ])
    expect(await getDelivery(scene.cast.alice, failed)).toMatchObject({ event: 'ping', state: 'failed', lastStatus: 500 })
    expect((await webhookOf(webhookId)).failures).toBe(9)
    await switchWebhook(scene.cast.alice, { webhookId, on: false }, scene.now)
    answering({ status: 200 })
    const arrived = await testWebhook(scene.cast.alice, webhookId, scene.now)
    await post()
    expect(await getDelivery(scene.cast.alice, arrived)).toMatchObject({ state: 'delivered' })
    expect(scene.hook.received.length).toBe(2)
  })
})

describe('what changes while messages wait', () => {
  test('a deleted webhook gets nothing more', async () => {
    const { webhookId } = await scene.added(3)
    await deleteWebhook(scene.cast.alice, webhookId, scene.now)
    await testWebhook(scene.cast.alice, webhookId, scene.now).catch(() => null)
    expect(await post()).toBe(0)
    expect(scene.hook.received).toEqual([])
  })

  test('one that is deleted in the middle of a batch gets no further one', async () => {
    const { webhookId } = await scene.added(100)
    scene.hook.answer = (request) => {
      if (request === 1) void deleteWebhook(scene.cast.alice, webhookId, scene.now)
      return { status: 204 }
    }
    await post()
    expect(scene.hook.received.length).toBeLessThanOrEqual(40)
  })

  test('another address gets them', async () => {
    const { webhookId } = await scene.added(2)
    const other = await hookServer()
    await updateWebhook(scene.cast.alice, { webhookId, name: 'Moved', url: other.url, events: ['backup.finished'] })
    await post()
    await other.stop()
    expect([scene.hook.received.length, other.received.length]).toEqual([0, 2])
  })
})
