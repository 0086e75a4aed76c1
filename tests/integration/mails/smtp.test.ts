import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { mails } from '@/db/schema'
import { deliverDueMails } from '@/lib/mails/delivery'
import type { Transport } from '@/lib/mails/outgoing'
import { smtpTransport } from '@/lib/mails/smtp'
import { type Cast, makeCast, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailOf, queued } from '@/tests/support/mails'
import { smtpServer } from '@/tests/support/smtp-server'

testDatabase()
let cast: Cast
let smtp: Awaited<ReturnType<typeof smtpServer>>
let transport: Transport
beforeAll(async () => {
  cast = await makeCast()
  smtp = await smtpServer()
  transport = smtpTransport(smtp.url)
})
afterEach(() => {
  smtp.reply = () => null
  smtp.received.length = 0
  return withSystem('tests', (tx) => tx.delete(mails))
})
afterAll(async () => {
  transport.close()
  await smtp.stop()
})

const HOUR = 3_600_000
const deliver = (later = 0, sendSeconds = 20) =>
  deliverDueMails(system, { transport, now: () => new Date(Date.now() + later), signal: new AbortController().signal, sendSeconds })
const header = (name: string, source = smtp.received[0]?.source ?? '') =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(source.split('\r\n\r\n')[0] ?? '')?.[1]

test('a mail leaves with both its forms, and says that a machine wrote it', async () => {
  const key = await queued(cast, {}, 'Poste oublié')
  await deliver()
  const [mail] = smtp.received
  expect(mail).toMatchObject({ from: 'no-reply@admin.alpine.test', to: 'client@example.test' })
  expect(header('Content-Type')).toContain('multipart/alternative')
  expect(mail?.source.match(/^Content-Type: .*;/gm)).toEqual([expect.anything(), 'Content-Type: text/plain;', 'Content-Type: text/html;'])
  expect(header('Subject')).toBe('=?UTF-8?Q?Poste_oubli=C3=A9?=')
  expect(header('From')).toBe('alpine backup <no-reply@admin.alpine.test>')
  expect(header('Auto-Submitted')).toBe('auto-generated')
  expect(await mailOf(key)).toMatchObject({ provider: 'smtp', providerId: header('Message-ID'), failure: null })
})

test('what is sent again after a lost answer is the same message', async () => {
  const key = await queued(cast)
  smtp.reply = (command) => (command === '.' ? 'stall' : null)
  await deliver(0, 0.3)
  expect(await mailOf(key)).toMatchObject({ failure: 'unreachable', failedAt: null })
  smtp.reply = () => null
  await deliver(HOUR)
  const first = header('Message-ID')
  expect(first).toMatch(/^<[0-9a-f]{40}@admin\.alpine\.test>$/)
  expect((await mailOf(key)).providerId).toBe(first)
  await queued(cast)
  await deliver(HOUR)
  expect(header('Message-ID', smtp.received.at(-1)?.source)).not.toBe(first)
})

test.each([
  ['RCPT TO', '550 5.1.1 no such user here', 'refused', true],
  ['.', '554 5.6.0 the message is not wanted', 'refused', true],
  ['RCPT TO', '450 4.2.0 greylisted, come again', 'busy', false],
  ['MAIL FROM', '553 5.1.8 this sender is not known', 'rejected', false],
  ['RCPT TO', '550 5.7.1 relaying denied', 'rejected', false],
  ['MAIL FROM', '421 too many connections', 'busy', false],
])('after %s, %j is %s', async (command, line, failure, isFinal) => {
  const key = await queued(cast)
  smtp.reply = (heard) => (heard.startsWith(command) ? line : null)
  await deliver()
  const mail = await mailOf(key)
  expect(mail).toMatchObject({ failure, attempts: 1 })
  expect(mail.lastError).toContain(line)
  expect(mail.failedAt !== null).toBe(isFinal)
})

test.each([
  ['nobody listens', () => 'smtp://127.0.0.1:9', 'unreachable'],
  ['the password is not taken', () => smtp.url.replace('//', '//portal:wrong@'), 'rejected'],
])('where %s, the mails wait, and it is not tried again for each of them', async (_, url, failure) => {
  smtp.reply = (command) =>
    command.startsWith('EHLO') ? '250-tests\r\n250 AUTH PLAIN' : command.startsWith('AUTH') ? '535 5.7.8 authentication failed' : null
  const closed = smtpTransport(url())
  const keys = [await queued(cast), await queued(cast)]
  const delivery = { transport: closed, now: () => new Date(), signal: new AbortController().signal }
  expect(await deliverDueMails(system, delivery)).toMatchObject({ pauseSeconds: 60 })
  closed.close()
  for (const key of keys) expect(await mailOf(key)).toMatchObject({ failure, failedAt: null, attempts: 0 })
})

test('a mail at which the relay hangs up counts its tries and keeps no other waiting', async () => {
  const key = await queued(cast)
  smtp.reply = (command) => (command === '.' ? 'drop' : null)
  expect(await deliver()).toMatchObject({ pauseSeconds: 0 })
  expect(await mailOf(key)).toMatchObject({ failure: 'unreachable', attempts: 1 })
})

test('nothing in a mail can add a header or a recipient', async () => {
  await queued(cast, {}, 'Alert\r\nBcc: all@example.test\r\n\r\nHello')
  await deliver()
  expect(smtp.received).toHaveLength(1)
  expect(header('Bcc')).toBeUndefined()
  expect(header('Subject')).toBe('Alert Bcc: all@example.test Hello')
})
