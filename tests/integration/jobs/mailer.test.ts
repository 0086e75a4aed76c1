import { afterEach, beforeAll, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { mails } from '@/db/schema'
import { startMailer } from '@/lib/jobs/mailer'
import { setMailSettings } from '@/lib/mails/settings'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailOf, queued } from '@/tests/support/mails'
import { smtpServer } from '@/tests/support/smtp-server'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})
afterEach(() => {
  setMailSettings({})
  return withSystem('tests', (tx) => tx.delete(mails))
})

test('a mail that is queued leaves by itself, and stopping waits for nothing', async () => {
  const smtp = await smtpServer()
  setMailSettings({ SMTP_URL: smtp.url })
  const mailer = startMailer()
  const key = await queued(cast, { to: 'first@example.test' })
  await expect.poll(async () => (await mailOf(key)).sentAt, { timeout: 15_000 }).not.toBeNull()
  expect(smtp.received).toEqual([expect.objectContaining({ to: 'first@example.test' })])
  await mailer.stop()
  const later = await queued(cast)
  expect((await mailOf(later)).leasedUntil).toBeNull()
  await smtp.stop()
})

test('a server that stalls does not keep the mailer from stopping, and the mail waits', async () => {
  const smtp = await smtpServer()
  smtp.reply = () => 'stall'
  setMailSettings({ SMTP_URL: smtp.url })
  const mailer = startMailer()
  const key = await queued(cast)
  await expect.poll(async () => (await mailOf(key)).leasedUntil, { timeout: 15_000 }).not.toBeNull()
  await mailer.stop()
  expect(await mailOf(key)).toMatchObject({ sentAt: null, failedAt: null, leasedUntil: null })
  await smtp.stop()
})

test('without a way out, mails are kept', async () => {
  const mailer = startMailer()
  const key = await queued(cast)
  await mailer.stop()
  expect(await mailOf(key)).toMatchObject({ sentAt: null, failedAt: null, attempts: 0 })
})
