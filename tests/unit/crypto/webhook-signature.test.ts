import { Resend } from 'resend'
import { expect, test } from 'vitest'
import { signWebhook, verifyWebhook } from '@/lib/crypto/webhook-signature'

const SECRET = `whsec_${Buffer.from('a secret of the tests!!!').toString('base64')}`
const now = new Date()
const message = { id: 'msg_1', timestampSeconds: Math.floor(now.getTime() / 1000), body: '{"type":"email.délivered"}' }
const signature = signWebhook(SECRET, message)

test('what is signed here is what others verify', () => {
  const { id, timestampSeconds, body } = message
  const headers = { id, timestamp: String(timestampSeconds), signature }
  expect(new Resend('re_tests').webhooks.verify({ payload: body, headers, webhookSecret: SECRET })).toEqual(JSON.parse(body))
})

test('a signature holds, also among others', () => {
  expect(verifyWebhook(SECRET, message, signature, now)).toBe(true)
  expect(verifyWebhook(SECRET, message, `v1,bm90aGluZw== ${signature} v2,x`, now)).toBe(true)
})

test.each([
  ['another body', SECRET, { ...message, body: '{}' }, signature],
  ['another id', SECRET, { ...message, id: 'msg_2' }, signature],
  ['another time', SECRET, { ...message, timestampSeconds: message.timestampSeconds - 1 }, signature],
  ['another secret', `whsec_${Buffer.from('another').toString('base64')}`, message, signature],
  ['no signature', SECRET, message, ''],
  ['half a signature', SECRET, message, signature.slice(0, -2)],
  ['another version', SECRET, message, signature.replace('v1', 'v2')],
])('%s is refused', (_name, secret, given, signed) => {
  expect(verifyWebhook(secret, given, signed, now)).toBe(false)
})

test.each([301, -301, Number.NaN])('one that is %s seconds old is refused', (seconds) => {
  const old = { ...message, timestampSeconds: message.timestampSeconds - seconds }
  expect(verifyWebhook(SECRET, old, signWebhook(SECRET, old), now)).toBe(false)
})
