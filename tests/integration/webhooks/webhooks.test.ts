import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { webhookDeliveries, webhookSubscriptions, webhooks } from '@/db/schema'
import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { enterSpace } from '@/lib/spaces/acting'
import { addWebhook, deleteWebhook, revealSecret, rotateSecret, switchWebhook, testWebhook, updateWebhook } from '@/lib/webhooks/commands'
import { forgetOldDeliveries } from '@/lib/webhooks/forgetting'
import { getDelivery, getWebhook, listDeliveries, listWebhooks } from '@/lib/webhooks/queries'
import { replayDelivery, replayFailed } from '@/lib/webhooks/replaying'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { addedWebhook, deliveriesOf, queuedDeliveries, webhookOf } from '@/tests/support/webhooks'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
const DAY = 86_400_000
const URL = 'https://hooks.example.com/x'
const ALL = { failed: null, before: null }
const never = new AbortController().signal
const terms = { name: 'Tickets', url: URL, events: ['backup.finished' as const] }
let cast: Cast

beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(() => withSystem('tests', (tx) => tx.delete(webhooks)))

describe('adding a webhook', () => {
  test('answers a secret that is kept sealed, and is audited', async () => {
    const { webhookId, secret } = must(await addWebhook(cast.alice, { ...terms, events: ['alert.opened', 'backup.finished'] }))
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const row = await webhookOf(webhookId)
    expect(row).toMatchObject({ name: 'Tickets', url: URL, active: true, createdBy: 'alice', resellerId: cast.resellerId })
    expect(JSON.stringify(row)).not.toContain(secret.slice(6))
    const detail = await getWebhook(cast.alice, webhookId)
    expect(detail).toMatchObject({ state: 'on', events: ['backup.finished', 'alert.opened'], waiting: 0, failed: 0 })
    expect(detail.maskedSecret).toBe(`whsec_••••••••${secret.slice(-5, -1)}`)
    expect(await auditOf(webhookId)).toEqual([expect.objectContaining({ action: 'webhook.added', by: 'alice', subject: 'Tickets' })])
  })

  test('is for administrators who see the whole account', async () => {
    for (const actor of [cast.bob, cast.berthe]) await expect(addWebhook(actor, terms)).rejects.toBeInstanceOf(ForbiddenError)
    await enterSpace(cast.alice, cast.spaces.east)
    const acting = await signedInAs(cast.alice)
    await expect(addWebhook(acting, terms)).rejects.toBeInstanceOf(ForbiddenError)
    expect(await listWebhooks(cast.alice)).toEqual([])
  })

  test('stops at ten, also when two people add at once', async () => {
    for (let count = 0; count < 9; count++) must(await addWebhook(cast.alice, terms))
    const both = await Promise.all([addWebhook(cast.alice, terms), addWebhook(cast.alice, terms)])
    expect(both.map((result) => (result.ok ? 'added' : result.reason)).sort()).toEqual(['added', 'too_many'])
    must(await addWebhook(cast.carol, terms))
  })

  test('that cannot be audited does not happen', async () => {
    expect(await withoutAudit(() => addWebhook(cast.alice, terms))).not.toBe('went through')
    expect(await listWebhooks(cast.alice)).toEqual([])
  })
})

/** Alice as she is after having entered a space, from the same session. */
async function signedInAs(actor: UserActor): Promise<UserActor> {
  const found = await findSessionActor({ sessionId: actor.sessionId, brandId: actor.brandId }, cast.alpine, {
    now: new Date(),
    address: null,
  })
  if (found?.kind !== 'user') throw new Error('no session')
  return found
}

const acts: [name: string, act: (actor: UserActor, id: string) => Promise<unknown>][] = [
  ['reading', getWebhook],
  ['changing', (actor, webhookId) => updateWebhook(actor, { ...terms, webhookId })],
  ['switching off', (actor, webhookId) => switchWebhook(actor, { webhookId, on: false }, NOW)],
  ['reading the secret of', revealSecret],
  ['renewing the secret of', (actor, id) => rotateSecret(actor, id, NOW)],
  ['testing', (actor, id) => testWebhook(actor, id, NOW)],
  ['replaying the failures of', (actor, id) => replayFailed(actor, id, NOW)],
  ['deleting', (actor, id) => deleteWebhook(actor, id, NOW)],
]

describe.each(acts)('%s a webhook', (_name, act) => {
  test('is a 404 for another reseller, for members of any space, and for what is no id', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const before = await webhookOf(webhookId)
    for (const actor of [cast.carol, cast.bob, cast.berthe]) await expect(act(actor, webhookId)).rejects.toBeInstanceOf(NotFoundError)
    for (const id of [randomUUID(), 'x', '']) await expect(act(cast.alice, id)).rejects.toBeInstanceOf(NotFoundError)
    expect(await webhookOf(webhookId)).toEqual(before)
    expect(await deliveriesOf(webhookId)).toEqual([])
  })

  test('is a 404 once it is deleted', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    await deleteWebhook(cast.alice, webhookId, NOW)
    await expect(act(cast.alice, webhookId)).rejects.toBeInstanceOf(NotFoundError)
  })
})

describe('the log of deliveries', () => {
  test('is read page by page, each once, and narrowed to failures', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const ids = (await queuedDeliveries(webhookId, 120, NOW)).sort().reverse()
    await fail(ids.slice(10, 13))
    const seen: string[] = []
    for (let before: string | null = null, pages = 0; pages < 4; pages++) {
      const page = await listDeliveries(cast.alice, webhookId, { failed: null, before })
      seen.push(...page.deliveries.map(({ id }) => id))
      before = page.next
      if (!before) break
    }
    expect(seen).toEqual(ids)
    const failed = await listDeliveries(cast.alice, webhookId, { failed: '1', before: null })
    expect(failed.deliveries.map(({ id, state }) => [id, state])).toEqual(ids.slice(10, 13).map((id) => [id, 'failed']))
    expect(await getWebhook(cast.alice, webhookId)).toMatchObject({ waiting: 117, failed: 3 })
    const [row] = await listWebhooks(cast.alice)
    expect(row).toMatchObject({ id: webhookId, events: ['backup.finished'], last: { state: 'waiting' } })
  })

  test('is nobody else’s', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const [id = ''] = await queuedDeliveries(webhookId, 1, NOW)
    expect(await getDelivery(cast.alice, id)).toMatchObject({ body: '{}', log: [], webhook: { name: 'Tickets', isOn: true } })
    for (const actor of [cast.carol, cast.bob, cast.berthe]) {
      await expect(getDelivery(actor, id)).rejects.toBeInstanceOf(NotFoundError)
      await expect(replayDelivery(actor, id, NOW)).rejects.toBeInstanceOf(NotFoundError)
    }
    for (const asked of [randomUUID(), 'x']) await expect(getDelivery(cast.alice, asked)).rejects.toBeInstanceOf(NotFoundError)
    for (const actor of [cast.bob, cast.berthe]) {
      await expect(listDeliveries(actor, webhookId, ALL)).rejects.toBeInstanceOf(ForbiddenError)
      await expect(listWebhooks(actor)).rejects.toBeInstanceOf(ForbiddenError)
    }
    expect(await listDeliveries(cast.carol, webhookId, ALL)).toEqual({ deliveries: [], next: null })
    expect(await listWebhooks(cast.carol)).toEqual([])
  })
})

const fail = async (ids: string[]) => {
  for (const id of ids)
    await withSystem('tests', (tx) =>
      tx.update(webhookDeliveries).set({ failedAt: NOW, failure: 'rejected', attempts: 12 }).where(eq(webhookDeliveries.id, id)),
    )
}

describe('changing a webhook', () => {
  test('takes effect whole; another address begins with a clean record', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    await withSystem('tests', (tx) => tx.update(webhooks).set({ failures: 5, failingSince: NOW, pausedUntil: NOW }))
    await updateWebhook(cast.alice, { webhookId, name: 'Renamed', url: URL, events: ['alert.closed'] })
    expect(await webhookOf(webhookId)).toMatchObject({ name: 'Renamed', failures: 5 })
    expect((await getWebhook(cast.alice, webhookId)).events).toEqual(['alert.closed'])
    await updateWebhook(cast.alice, { webhookId, ...terms, url: 'https://other.example.com/' })
    expect(await webhookOf(webhookId)).toMatchObject({ failures: 0, failingSince: null, pausedUntil: null })
  })

  test('switching off and on is carried over to what is queued, and noted once', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const subscribed = () => withSystem('tests', (tx) => tx.select({ active: webhookSubscriptions.active }).from(webhookSubscriptions))
    await switchWebhook(cast.alice, { webhookId, on: false }, NOW)
    await switchWebhook(cast.alice, { webhookId, on: false }, NOW)
    expect(await getWebhook(cast.alice, webhookId)).toMatchObject({ state: 'off', offReason: 'person', offAt: NOW })
    expect(await subscribed()).toEqual([{ active: false }])
    await updateWebhook(cast.alice, { webhookId, ...terms })
    expect(await subscribed()).toEqual([{ active: false }])
    await switchWebhook(cast.alice, { webhookId, on: true }, NOW)
    expect(await getWebhook(cast.alice, webhookId)).toMatchObject({ state: 'on', offReason: null })
    expect(await subscribed()).toEqual([{ active: true }])
    const actions = (await auditOf(webhookId)).map(({ action }) => action)
    expect(actions).toEqual(['webhook.added', 'webhook.switched_off', 'webhook.changed', 'webhook.switched_on'])
  })

  test('a secret is read again, which is noted, and renewed, with a day for the one before', async () => {
    const { webhookId, secret } = await addedWebhook(cast.alice, URL)
    expect(await revealSecret(cast.alice, webhookId)).toBe(secret)
    const renewed = await rotateSecret(cast.alice, webhookId, NOW)
    expect(renewed).not.toBe(secret)
    expect(await revealSecret(cast.alice, webhookId)).toBe(renewed)
    expect((await webhookOf(webhookId)).previousSecretUntil).toEqual(new Date(NOW.getTime() + DAY))
    const actions = (await auditOf(webhookId)).map(({ action }) => action)
    expect(actions.slice(1)).toEqual(['webhook.secret_revealed', 'webhook.secret_rotated', 'webhook.secret_revealed'])
  })
})

describe('replaying', () => {
  test('makes what has ended due again as it is, but nothing that waits', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const [failed = '', arrived = '', waiting = ''] = await queuedDeliveries(webhookId, 3, new Date(0))
    await fail([failed])
    await withSystem('tests', (tx) =>
      tx.update(webhookDeliveries).set({ deliveredAt: NOW, attempts: 1 }).where(eq(webhookDeliveries.id, arrived)),
    )
    await withSystem('tests', (tx) => tx.update(webhooks).set({ failures: 3, failingSince: NOW, pausedUntil: NOW }))
    for (const id of [failed, arrived]) must(await replayDelivery(cast.alice, id, NOW))
    expect(await replayDelivery(cast.alice, waiting, NOW)).toEqual({ ok: false, reason: 'not_ended' })
    const rows = new Map((await deliveriesOf(webhookId)).map((row) => [row.id, row]))
    for (const id of [failed, arrived])
      expect(rows.get(id)).toMatchObject({ attempts: 0, deliveredAt: null, failedAt: null, failure: null, dueAt: NOW })
    expect((await webhookOf(webhookId)).pausedUntil).toBeNull()
    await switchWebhook(cast.alice, { webhookId, on: false }, NOW)
    await fail([failed])
    expect(await replayDelivery(cast.alice, failed, NOW)).toEqual({ ok: false, reason: 'off' })
    expect(await replayFailed(cast.alice, webhookId, NOW)).toEqual({ ok: false, reason: 'off' })
  })

  test('all failures are due again at one click', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const other = await addedWebhook(cast.alice, URL)
    const ids = await queuedDeliveries(webhookId, 5, NOW)
    await fail(ids.slice(0, 3))
    await fail(await queuedDeliveries(other.webhookId, 1, NOW))
    expect(await replayFailed(cast.alice, webhookId, NOW)).toEqual({ ok: true, value: 3 })
    expect(await replayFailed(cast.alice, webhookId, NOW)).toEqual({ ok: true, value: 0 })
    expect(await getWebhook(cast.alice, other.webhookId)).toMatchObject({ failed: 1 })
  })
})

describe('forgetting', () => {
  test('deliveries of more than thirty days ago go, whatever became of them', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    await queuedDeliveries(webhookId, 3, new Date(NOW.getTime() - 31 * DAY))
    const kept = await queuedDeliveries(webhookId, 2, new Date(NOW.getTime() - 29 * DAY))
    expect(await forgetOldDeliveries(system, NOW, never)).toBe(3)
    expect(await forgetOldDeliveries(system, NOW, never)).toBe(0)
    expect((await deliveriesOf(webhookId)).map(({ id }) => id)).toEqual(kept)
  })

  test('a deleted webhook goes with all that is left of it, and its secret at once', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    await rotateSecret(cast.alice, webhookId, NOW)
    await queuedDeliveries(webhookId, 3, NOW)
    await deleteWebhook(cast.alice, webhookId, NOW)
    expect(await webhookOf(webhookId)).toMatchObject({ secretSealed: '', previousSecretSealed: null, active: false })
    await forgetOldDeliveries(system, NOW, never)
    await expect(webhookOf(webhookId)).rejects.toThrow('no webhook')
    expect(await deliveriesOf(webhookId)).toEqual([])
  })
})

describe('the database', () => {
  test('shows members which webhooks are told of what, and nothing else of them', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    await queuedDeliveries(webhookId, 1, NOW)
    const seen = (actor: UserActor) =>
      withActor(actor, async (tx) => [await tx.$count(webhooks), await tx.$count(webhookDeliveries), await tx.$count(webhookSubscriptions)])
    expect(await seen(cast.alice)).toEqual([1, 1, 1])
    expect(await seen(cast.bob)).toEqual([0, 0, 1])
    expect(await seen(cast.carol)).toEqual([0, 0, 0])
  })

  test('lets no tenant say that something was delivered, or change what it says', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const [id = ''] = await queuedDeliveries(webhookId, 1, NOW)
    for (const facts of [{ body: 'x' }, { log: [] }, { lastStatus: 200 }, { event: 'x' }, { webhookId: id }])
      await expect(
        withActor(cast.alice, (tx) => tx.update(webhookDeliveries).set(facts).where(eq(webhookDeliveries.id, id))),
      ).rejects.toMatchObject({ cause: { code: '42501' } })
    const forged = { resellerId: cast.resellerId, webhookId, active: true, event: 'alert.opened' as const }
    await expect(withActor(cast.carol, (tx) => tx.insert(webhookSubscriptions).values(forged))).rejects.toMatchObject({
      cause: { code: '42501' },
    })
    await expect(withActor(cast.bob, (tx) => tx.insert(webhookSubscriptions).values(forged))).rejects.toMatchObject({
      cause: { code: '42501' },
    })
  })
})
