import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { mailAttachments, mails } from '@/db/schema'
import { forgetOldMails, resendMail } from '@/lib/mails/commands'
import { deliverDueMails } from '@/lib/mails/delivery'
import type { Transport } from '@/lib/mails/outgoing'
import { getMail } from '@/lib/mails/queries'
import { resendTransport } from '@/lib/mails/resend'
import { smtpTransport } from '@/lib/mails/smtp'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailOf, queued } from '@/tests/support/mails'
import { resendServer } from '@/tests/support/resend-server'
import { smtpServer } from '@/tests/support/smtp-server'

testDatabase()
const DAY = 86_400_000
/** Not text: what is no UTF-8 has to come through as it is. */
const BODY = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7) % 256))
const attachment = { name: 'Rapport été.pdf', mediaType: 'application/pdf', body: BODY }
let cast: Cast
let resend: Awaited<ReturnType<typeof resendServer>>
let smtp: Awaited<ReturnType<typeof smtpServer>>
let byResend: Transport
let bySmtp: Transport
beforeAll(async () => {
  cast = await makeCast()
  resend = await resendServer()
  smtp = await smtpServer()
  byResend = resendTransport('re_tests', resend.url)
  bySmtp = smtpTransport(smtp.url)
})
afterEach(() => {
  resend.mishap = () => null
  resend.mails.clear()
  return withSystem('tests', (tx) => tx.delete(mails))
})
afterAll(async () => {
  bySmtp.close()
  await Promise.all([resend.stop(), smtp.stop()])
})

const deliver = (transport: Transport, later = 0) =>
  deliverDueMails(system, { transport, now: () => new Date(Date.now() + later), signal: new AbortController().signal })
const change = (key: string, facts: Partial<typeof mails.$inferSelect>) =>
  withSystem('tests', (tx) => tx.update(mails).set(facts).where(eq(mails.key, key)))
const bodies = () => withSystem('tests', async (tx) => (await tx.select().from(mailAttachments)).map(({ body }) => body))
const sent = (key: string) => resend.mails.get(key)?.attachments?.map(({ content, ...file }) => [file, Buffer.from(content, 'base64')])

describe('a file', () => {
  test('goes with its mail by Resend, byte for byte, and with no other', async () => {
    const [withFile, without] = [await queued(cast, { attachment }), await queued(cast)]
    await deliver(byResend)
    expect(sent(withFile)).toEqual([[{ filename: 'Rapport été.pdf', content_type: 'application/pdf' }, BODY]])
    expect(sent(without)).toBeUndefined()
  })

  test('goes by SMTP, byte for byte', async () => {
    await queued(cast, { attachment })
    await deliver(bySmtp)
    const source = smtp.received.at(-1)?.source ?? ''
    expect(source).toMatch(/Content-Type: application\/pdf/)
    const encoded = /Content-Disposition: attachment[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/.exec(source)?.[1] ?? ''
    expect(Buffer.from(encoded, 'base64').equals(BODY)).toBe(true)
  })

  test('is the same at each try, as the provider knows the mail by its key', async () => {
    const seen: unknown[] = []
    resend.mishap = (_, mail) => {
      seen.push(mail.attachments)
      return seen.length < 3 ? { status: 500 } : null
    }
    const key = await queued(cast, { attachment })
    for (let day = 0; day < 3; day++) await deliver(byResend, day * DAY)
    expect([resend.mails.size, seen.length, seen[0]]).toEqual([1, 3, seen[2]])
    expect(sent(key)?.[0]?.[1]).toEqual(BODY)
  })

  test('of what is queued again under a key is the first one', async () => {
    const key = await queued(cast, { attachment })
    await queued(cast, { key, attachment: { ...attachment, body: Buffer.from('other') } })
    expect(await bodies()).toEqual([BODY])
  })

  test('has a name that begins no header, and never is without bytes or without end', async () => {
    await queued(cast, { attachment: { ...attachment, name: 'a\r\nBcc: b@example.test\r\n\r\n.pdf' } })
    await deliver(byResend)
    expect([...resend.mails.values()].map(({ attachments }) => attachments?.[0]?.filename)).toEqual(['a Bcc: b@example.test .pdf'])
    for (const body of [Buffer.alloc(0), Buffer.alloc(10_485_761)])
      await expect(queued(cast, { attachment: { ...attachment, body } })).rejects.toThrow()
  })
})

describe('what is known of a file', () => {
  test('is its name and size, to who sees the mail', async () => {
    const { id } = await mailOf(await queued(cast, { attachment }))
    expect((await getMail(cast.berthe, id)).attachment).toEqual({ name: 'Rapport été.pdf', byteCount: 3000 })
    expect((await getMail(cast.berthe, (await mailOf(await queued(cast))).id)).attachment).toBeNull()
  })

  test('is nothing to another reseller and another space, whatever they ask the database', async () => {
    const { id } = await mailOf(await queued(cast, { attachment }))
    for (const stranger of [cast.carol, cast.bob]) expect(await withActor(stranger, (tx) => tx.select().from(mailAttachments))).toEqual([])
    const forged = { mailId: id, name: 'a', mediaType: 'b', byteCount: 1, body: Buffer.from('x') }
    await expect(withActor(cast.carol, (tx) => tx.insert(mailAttachments).values(forged))).rejects.toThrow()
  })
})

describe('the bytes', () => {
  const NOW = new Date('2026-11-22T10:00:00Z')
  const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY)

  test('are forgotten a week after the mail left; those of a mail that did not stay', async () => {
    const key = await queued(cast, { attachment })
    await queued(cast, { attachment })
    await change(key, { sentAt: daysAgo(6) })
    await forgetOldMails(system, NOW)
    expect(await bodies()).toEqual([BODY, BODY])
    await change(key, { sentAt: daysAgo(8) })
    await forgetOldMails(system, NOW)
    expect((await bodies()).filter(Boolean)).toEqual([BODY])
  })

  test('go along again with a mail that came back, for a week', async () => {
    const key = await queued(cast, { attachment })
    const { id } = await mailOf(key)
    await change(key, { sentAt: daysAgo(1), bouncedAt: daysAgo(1) })
    expect((await getMail(cast.alice, id)).canSendAgain).toBe(true)
    must(await resendMail(cast.alice, id, new Date()))
    await deliver(byResend)
    expect(sent(`${key}~2`)?.[0]?.[1]).toEqual(BODY)
    await change(key, { sentAt: daysAgo(9), bouncedAt: daysAgo(1) })
    await forgetOldMails(system, NOW)
    expect((await getMail(cast.alice, id)).canSendAgain).toBe(false)
    expect(await resendMail(cast.alice, id, new Date())).toEqual({ ok: false, reason: 'forgotten' })
  })

  test('go with the mail when that is deleted', async () => {
    await change(await queued(cast, { attachment }), { createdAt: daysAgo(401), sentAt: daysAgo(401) })
    expect(await forgetOldMails(system, NOW)).toBe(1)
    expect(await bodies()).toEqual([])
  })
})
