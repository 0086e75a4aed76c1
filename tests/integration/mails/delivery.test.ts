import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { brandHosts, brands, mails } from '@/db/schema'
import { type Delivery, deliverDueMails } from '@/lib/mails/delivery'
import { identityOf, type Transport } from '@/lib/mails/outgoing'
import { setMailSettings } from '@/lib/mails/settings'
import { createTransport } from '@/lib/mails/transport'
import { MAX_ATTEMPTS } from '@/lib/outbox/backoff'
import { type Cast, makeCast, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailOf, queued } from '@/tests/support/mails'
import { resendServer } from '@/tests/support/resend-server'

testDatabase()
let cast: Cast
let resend: Awaited<ReturnType<typeof resendServer>>
let transport: Transport
beforeAll(async () => {
  cast = await makeCast()
  resend = await resendServer()
  transport = must(createTransport({ RESEND_API_KEY: 're_tests', RESEND_BASE_URL: resend.url }))
})
afterEach(() => {
  resend.mishap = () => null
  setMailSettings({})
  return withSystem('tests', (tx) => tx.delete(mails))
})
afterAll(() => resend.stop())

const must = <T>(value: T | null): T => {
  if (value === null) throw new Error('there is none')
  return value
}
const HOUR = 3_600_000
const deliver = (facts: Partial<Delivery> = {}) =>
  deliverDueMails(system, { transport, now: () => new Date(), signal: new AbortController().signal, ...facts })
/** Delivers as if it were later. */
const deliverIn = (milliseconds: number, facts: Partial<Delivery> = {}) =>
  deliver({ now: () => new Date(Date.now() + milliseconds), ...facts })
const refuse = (status: number, name: string, headers = {}) => ({
  status,
  headers,
  body: { name, message: `${name}!`, statusCode: status },
})
const change = (key: string, facts: Partial<typeof mails.$inferSelect>) =>
  withSystem('tests', (tx) => tx.update(mails).set(facts).where(eq(mails.key, key)))

describe('a mail that is due', () => {
  test('leaves once, under its key, from the brand, and is written down', async () => {
    const key = await queued(cast, {}, 'Hello')
    expect(await deliver()).toEqual({ claimed: 1, pauseSeconds: 0 })
    expect(await deliver()).toEqual({ claimed: 0, pauseSeconds: 0 })
    const sent = must(resend.mails.get(key) ?? null)
    expect(sent).toMatchObject({ from: '"alpine backup" <no-reply@admin.alpine.test>', to: 'client@example.test', subject: 'Hello' })
    expect(sent.html).toContain('Words of the mail')
    expect(sent.text).toContain('Words of the mail')
    const mail = await mailOf(key)
    expect(mail).toMatchObject({ provider: 'resend', providerId: sent.id, attempts: 1, failedAt: null, lastError: null, leasedUntil: null })
    expect(mail.sentAt).not.toBeNull()
    expect(sent.tags).toEqual([{ name: 'mail', value: `${mail.id}_1` }])
  })

  test('queued twice under one key is one mail', async () => {
    const key = await queued(cast, { to: 'first@example.test' })
    await queued(cast, { key, to: 'second@example.test' })
    await deliver()
    expect(resend.mails.get(key)?.to).toBe('first@example.test')
  })

  test('waits for its time', async () => {
    const key = await queued(cast)
    await change(key, { dueAt: new Date(Date.now() + HOUR) })
    expect(await deliver()).toMatchObject({ claimed: 0 })
    expect(await deliverIn(HOUR + 1000)).toMatchObject({ claimed: 1 })
  })

  test('that somebody waits for goes before the others', async () => {
    for (let count = 0; count < 25; count++) await queued(cast)
    const key = await queued(cast, { confidential: true })
    const before = resend.requests.length
    await deliver()
    expect(resend.requests.slice(before, before + 4)).toContain(key)
  })

  test('with a secret in it is forgotten once it was sent, and not before', async () => {
    const key = await queued(cast, { confidential: true })
    resend.mishap = () => refuse(500, 'internal_server_error')
    await deliver()
    expect((await mailOf(key)).html).toContain('Words of the mail')
    resend.mishap = () => null
    await deliverIn(HOUR)
    expect(await mailOf(key)).toMatchObject({ html: '', text: '', subject: 'Subject' })
    expect(resend.mails.get(key)?.html).toContain('Words of the mail')
  })
})

describe('from whom a mail comes', () => {
  const dress = (facts: Partial<typeof brands.$inferSelect>) =>
    withSystem('tests', (tx) => tx.update(brands).set(facts).where(eq(brands.id, cast.alpine.id)))
  afterEach(() => dress({ mailSender: null, supportEmail: null, productName: 'alpine backup' }))
  const sentFrom = async () => {
    const key = await queued(cast)
    await deliver()
    return resend.mails.get(key)
  }

  test('is the brand’s own sender before the platform’s', async () => {
    setMailSettings({ MAIL_FROM: 'mail@platform.test' })
    await dress({ mailSender: 'backup@alpine.test', supportEmail: 'help@alpine.test' })
    expect(await sentFrom()).toMatchObject({ from: '"alpine backup" <backup@alpine.test>', reply_to: 'help@alpine.test' })
  })

  test('is the platform’s under the brand’s name where the brand has none, or none that is an address', async () => {
    setMailSettings({ MAIL_FROM: 'mail@platform.test' })
    expect(await sentFrom()).toMatchObject({ from: '"alpine backup" <mail@platform.test>' })
    await dress({ mailSender: 'x@y\r\nBcc: all@example.test' })
    expect(await sentFrom()).toMatchObject({ from: '"alpine backup" <mail@platform.test>' })
  })

  test('a name cannot add a header or another address', async () => {
    await dress({ productName: 'Evil" <evil@example.test>,\r\nBcc: all@example.test' })
    expect((await sentFrom())?.from).toBe('"Evil <evil@example.test>, Bcc: all@example.test" <no-reply@admin.alpine.test>')
  })

  test('is no host that the brand merely claims', async () => {
    const claim = { brandId: cast.alpine.id, host: 'claimed.test', createdAt: new Date(0) }
    await withSystem('tests', (tx) => tx.insert(brandHosts).values(claim))
    expect((await sentFrom())?.from).toBe('"alpine backup" <no-reply@admin.alpine.test>')
  })

  test('a brand without any host or sender keeps its mails until it has one', async () => {
    const hosts = await withSystem('tests', (tx) => tx.delete(brandHosts).where(eq(brandHosts.brandId, cast.alpine.id)).returning())
    const key = await queued(cast)
    expect(await deliver()).toMatchObject({ claimed: 0 })
    expect(await mailOf(key)).toMatchObject({ failure: 'rejected', attempts: 1, failedAt: null })
    await withSystem('tests', (tx) => tx.insert(brandHosts).values(hosts))
    await deliverIn(HOUR)
    expect((await mailOf(key)).sentAt).not.toBeNull()
  })
})

describe('a try that fails', () => {
  test('is tried again later and later, under the same key, until it is a dead letter', async () => {
    const key = await queued(cast)
    resend.mishap = () => refuse(500, 'internal_server_error')
    const waits: number[] = []
    let later = 0
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await deliverIn(later)
      const mail = await mailOf(key)
      expect(mail).toMatchObject({ attempts: attempt, failure: 'unreachable', lastError: 'internal_server_error: internal_server_error!' })
      expect(mail.failedAt !== null).toBe(attempt === MAX_ATTEMPTS)
      if (mail.failedAt) break
      waits.push(mail.dueAt.getTime() - Date.now() - later)
      later = mail.dueAt.getTime() - Date.now() + 1000
    }
    expect(waits[0]).toBeGreaterThan(20_000)
    expect(waits[0]).toBeLessThan(40_000)
    for (const [index, wait] of waits.entries()) if (index > 0) expect(wait).toBeGreaterThan((waits[index - 1] ?? 0) * 0.55)
    expect(later).toBeLessThan(24 * HOUR)
    expect(await deliverIn(48 * HOUR)).toMatchObject({ claimed: 0 })
    expect(resend.requests.filter((each) => each === key)).toHaveLength(MAX_ATTEMPTS)
  })

  test('for good, since the address is refused, is a dead letter at once', async () => {
    const key = await queued(cast)
    resend.mishap = () => refuse(422, 'validation_error')
    await deliver()
    expect(await mailOf(key)).toMatchObject({ failure: 'refused', attempts: 1 })
    expect((await mailOf(key)).failedAt).not.toBeNull()
  })

  test.each([
    [401, 'restricted_api_key'],
    [403, 'validation_error'],
    [422, 'invalid_from_address'],
  ])('for what the platform has to mend (%i %s) is tried again, from the sender of then', async (status, name) => {
    const key = await queued(cast)
    resend.mishap = () => refuse(status, name)
    await deliver()
    expect(await mailOf(key)).toMatchObject({ failure: 'rejected', failedAt: null, sender: null })
    resend.mishap = () => null
    setMailSettings({ MAIL_FROM: 'mended@platform.test' })
    await deliverIn(HOUR)
    expect(resend.mails.get(key)?.from).toBe('"alpine backup" <mended@platform.test>')
  })

  test.each(['reset', 'lost', 'stall'] as const)('without an answer (%s) leaves again unchanged, and is one mail', async (mishap) => {
    const key = await queued(cast)
    resend.mishap = () => mishap
    await deliver({ sendSeconds: 0.2 })
    expect(await mailOf(key)).toMatchObject({ failure: 'unreachable', failedAt: null })
    resend.mishap = () => null
    setMailSettings({ MAIL_FROM: 'changed@platform.test' })
    await deliverIn(HOUR)
    expect(resend.mails.get(key)?.from).toBe('"alpine backup" <no-reply@admin.alpine.test>')
    expect((await mailOf(key)).providerId).toBe(resend.mails.get(key)?.id)
  })

  test('since the provider wants a pause costs no try, and holds the other mails back', async () => {
    for (let count = 0; count < 30; count++) await queued(cast)
    const before = resend.requests.length
    resend.mishap = () => refuse(429, 'rate_limit_exceeded', { 'retry-after': '90' })
    expect(await deliver()).toEqual({ claimed: 20, pauseSeconds: 90 })
    expect(resend.requests.length - before).toBeLessThanOrEqual(4)
    const rows = await withSystem('tests', (tx) => tx.select().from(mails))
    expect(rows.every((mail) => mail.attempts === 0 && mail.leasedUntil === null && mail.failedAt === null)).toBe(true)
    const put = rows.filter((mail) => mail.failure === 'busy')
    expect(put.length).toBe(resend.requests.length - before)
    for (const mail of put) expect(mail.dueAt.getTime() - Date.now()).toBeGreaterThan(80_000)
  })

  test('a used-up rate is a pause as well', async () => {
    await queued(cast)
    resend.mishap = () => ({ status: 200, body: { id: 'x' }, headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '3' } })
    expect(await deliver()).toMatchObject({ pauseSeconds: 3 })
  })
})

describe('workers side by side', () => {
  test('never take the same mail', async () => {
    const keys = await Promise.all(Array.from({ length: 50 }, () => queued(cast)))
    await Promise.all([deliver(), deliver(), deliver()])
    for (const key of keys) expect(resend.requests.filter((each) => each === key)).toHaveLength(1)
  })

  test('take over what a dead one had claimed, when its claim has ended', async () => {
    const key = await queued(cast)
    const dead: Transport = { ...transport, send: () => new Promise(() => {}) }
    void deliver({ transport: dead })
    await expect.poll(async () => (await mailOf(key)).leasedUntil).not.toBeNull()
    expect(await deliver()).toMatchObject({ claimed: 0 })
    expect(await deliverIn(200_000)).toMatchObject({ claimed: 1 })
    expect(await mailOf(key)).toMatchObject({ attempts: 2, failure: null })
  })

  test('a late answer of the first does not undo what the second has done', async () => {
    const key = await queued(cast)
    let answer = (_outcome: { kind: 'failed'; failure: 'unreachable'; detail: string; final: boolean }): void => {}
    const slow: Transport = { ...transport, send: () => new Promise((resolve) => (answer = resolve)) }
    const first = deliver({ transport: slow })
    await expect.poll(async () => (await mailOf(key)).leasedUntil).not.toBeNull()
    await deliverIn(200_000)
    answer({ kind: 'failed', failure: 'unreachable', detail: 'late', final: true })
    await first
    expect(await mailOf(key)).toMatchObject({ failedAt: null, failure: null, attempts: 2 })
    expect((await mailOf(key)).sentAt).not.toBeNull()
  })

  test('a mail of which every worker dies is not tried for ever', async () => {
    const key = await queued(cast)
    await change(key, { attempts: MAX_ATTEMPTS, leasedUntil: new Date(Date.now() - 1000) })
    expect(await deliver()).toMatchObject({ claimed: 0 })
    expect(await mailOf(key)).toMatchObject({ failure: 'abandoned' })
    expect((await mailOf(key)).failedAt).not.toBeNull()
  })

  test('one that is stopped gives back what it has not tried', async () => {
    const stop = new AbortController()
    stop.abort()
    const key = await queued(cast)
    expect(await deliver({ signal: stop.signal })).toMatchObject({ claimed: 1 })
    expect(await mailOf(key)).toMatchObject({ attempts: 0, leasedUntil: null })
  })
})

describe('a mail that cannot be one', () => {
  test.each(['', 'nobody', 'a@b', 'a@b.test, c@d.test', 'a@b.test\r\nBcc: c@d.test'])(
    'to %j is a dead letter, and fails nothing',
    async (to) => {
      const key = await queued(cast, { to })
      expect(await mailOf(key)).toMatchObject({ failure: 'invalid', attempts: 0 })
      expect(await deliver()).toMatchObject({ claimed: 0 })
    },
  )

  test('with a subject of several lines has one', async () => {
    const key = await queued(cast, {}, 'PC\r\nBcc: all@example.test\u0000')
    await deliver()
    expect(resend.mails.get(key)?.subject).toBe('PC Bcc: all@example.test')
  })

  test('a key that no header takes becomes one that does', () => {
    expect(identityOf('alert:1', 1)).toBe('alert:1')
    expect(identityOf('alert:1', 2)).toBe('alert:1~2')
    expect(identityOf('é\r\nx: y', 1)).toMatch(/^[0-9a-f]{64}$/)
    expect(identityOf('x'.repeat(300), 1)).toHaveLength(64)
  })
})
