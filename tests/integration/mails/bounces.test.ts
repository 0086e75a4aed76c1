import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { POST } from '@/app/api/mails/bounces/resend/route'
import { withSystem } from '@/db/client'
import { mails } from '@/db/schema'
import { signWebhook } from '@/lib/crypto/webhook-signature'
import { tagOf } from '@/lib/mails/outgoing'
import { setMailSettings } from '@/lib/mails/settings'
import { mailState } from '@/lib/mails/state'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailOf, queued } from '@/tests/support/mails'

testDatabase()
const RESEND_WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the tests!!!').toString('base64')}`
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})
afterEach(() => setMailSettings({}))

type Facts = { type?: string; emailId: string; tag?: string; bounce?: object; age?: number; body?: string; signed?: string }

/** A request as Resend would send it. */
async function report({ type = 'email.bounced', emailId, tag, bounce, age = 0, body, signed }: Facts): Promise<number> {
  setMailSettings({ RESEND_WEBHOOK_SECRET })
  const data = { email_id: emailId, to: ['client@example.test'], ...(tag && { tags: { mail: tag } }), ...(bounce && { bounce }) }
  const text = body ?? JSON.stringify({ type, created_at: new Date().toISOString(), data })
  const message = { id: 'msg_1', timestampSeconds: Math.floor(Date.now() / 1000) - age, body: text }
  const headers = {
    'svix-id': message.id,
    'svix-timestamp': String(message.timestampSeconds),
    'svix-signature': signed ?? signWebhook(RESEND_WEBHOOK_SECRET, message),
  }
  return (await POST(new Request('http://any.test/api/mails/bounces/resend', { method: 'POST', headers, body: text }))).status
}

/** A mail that the provider took under this id. */
async function sent(): Promise<{ key: string; emailId: string }> {
  const [key, emailId] = [await queued(cast), randomUUID()]
  const facts = { sentAt: new Date(), provider: 'resend' as const, providerId: emailId }
  await withSystem('tests', (tx) => tx.update(mails).set(facts).where(eq(mails.key, key)))
  return { key, emailId }
}
const stateOf = async (key: string) => mailState(await mailOf(key))

describe('a report of the provider', () => {
  test.each([
    ['email.delivered', 'delivered'],
    ['email.bounced', 'bounced'],
    ['email.failed', 'bounced'],
    ['email.suppressed', 'bounced'],
    ['email.complained', 'complained'],
  ])('%s makes its mail %s, however often it comes', async (type, state) => {
    const { key, emailId } = await sent()
    const other = await sent()
    expect([await report({ type, emailId }), await report({ type, emailId })]).toEqual([204, 204])
    expect(await stateOf(key)).toBe(state)
    expect(await stateOf(other.key)).toBe('sent')
  })

  test('says why the mail came back, and a bounce after a delivery counts', async () => {
    const { key, emailId } = await sent()
    await report({ type: 'email.delivered', emailId })
    await report({ emailId, bounce: { message: 'mailbox full', type: 'Permanent', subType: 'General' } })
    expect(await mailOf(key)).toMatchObject({ lastError: 'mailbox full' })
    expect(await stateOf(key)).toBe('bounced')
  })

  test('of a mail whose sending was never written down finds it by its tag, and it is not sent again', async () => {
    const key = await queued(cast, { confidential: true })
    const { id } = await mailOf(key)
    expect(await report({ type: 'email.delivered', emailId: 'e-1', tag: tagOf(id, 1) })).toBe(204)
    expect(await mailOf(key)).toMatchObject({ providerId: 'e-1', html: '', failedAt: null })
    expect(await stateOf(key)).toBe('delivered')
  })

  test('of an earlier round of a mail that was sent again changes nothing', async () => {
    const key = await queued(cast)
    const { id } = await mailOf(key)
    await withSystem('tests', (tx) => tx.update(mails).set({ round: 2 }).where(eq(mails.key, key)))
    await report({ emailId: 'e-2', tag: tagOf(id, 1) })
    expect(await stateOf(key)).toBe('queued')
  })

  test('that is of no mail of ours, or tells nothing that is kept, is taken and forgotten', async () => {
    const { key, emailId } = await sent()
    expect(await report({ emailId: randomUUID() })).toBe(204)
    expect(await report({ emailId: randomUUID(), tag: `${randomUUID()}_1` })).toBe(204)
    expect(await report({ emailId: 'x', tag: "' or 1=1_1" })).toBe(204)
    expect(await report({ type: 'email.opened', emailId })).toBe(204)
    for (const body of ['', 'null', '[]', '{', '{"type":"email.bounced"}', '{"type":"email.bounced","data":{"email_id":7}}'])
      expect(await report({ emailId, body })).toBe(204)
    expect(await stateOf(key)).toBe('sent')
  })

  test('that is not signed, signed by another, or old is refused', async () => {
    const { key, emailId } = await sent()
    const elsewhere = signWebhook(`whsec_${Buffer.from('another').toString('base64')}`, { id: 'msg_1', timestampSeconds: 1, body: '' })
    for (const signed of ['', 'v1,', elsewhere]) expect(await report({ emailId, signed })).toBe(401)
    expect(await report({ emailId, age: 301 })).toBe(401)
    expect(await report({ emailId, age: -301 })).toBe(401)
    expect(await stateOf(key)).toBe('sent')
  })

  test('that is larger than any is refused unread', async () => {
    expect(await report({ emailId: 'x', body: 'x'.repeat(300_000) })).toBe(413)
  })

  test('finds no door where no secret is set', async () => {
    const request = new Request('http://any.test/api/mails/bounces/resend', { method: 'POST', body: '{}' })
    expect((await POST(request)).status).toBe(404)
  })
})
