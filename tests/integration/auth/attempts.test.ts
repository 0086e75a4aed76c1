import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { attempts, sessions } from '@/db/schema'
import { ATTEMPT_WINDOW_SECONDS, admit, settleFailed } from '@/lib/auth/attempts'
import { signIn } from '@/lib/auth/commands'
import { forgetSignIns } from '@/lib/auth/forgetting'
import type { Brand } from '@/lib/hosts/types'
import { addUser } from '@/lib/users/commands'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const START = new Date('2026-11-22T10:00:00Z')
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000)
const WINDOW = ATTEMPT_WINDOW_SECONDS
const WRONG = { ok: false, reason: 'invalid_credentials' }
const tooMany = (waitSeconds: number) => ({ ok: false, reason: 'too_many', waitSeconds })

type Door = { brand?: Brand; password?: string; address?: string | null; now?: Date; knownUserId?: string }
const knock = (userName: string, { brand = cast.alpine, address = null, now = START, password = 'wrong', knownUserId }: Door = {}) =>
  signIn(brand, { userName, password }, { now, address, userAgent: null, knownUserId })
const enter = (userName: string, door: Door = {}) => knock(userName, { ...door, password: PASSWORD })
const repeat = async (times: number, work: () => Promise<unknown>) => {
  for (let time = 0; time < times; time++) await work()
}
let people = 0
/** A user whom no other test fails for. */
async function somebody(): Promise<{ userName: string; userId: string }> {
  const userName = `somebody${++people}`
  const facts = { displayName: userName, email: `${userName}@alpine.test`, password: PASSWORD, role: 'member' as const }
  const { userId } = must(await addUser(system, { brandId: cast.alpine.id, resellerId: cast.resellerId, userName, ...facts }))
  return { userName, userId }
}

describe('an account', () => {
  test('takes no password for 15 minutes after the fifth wrong one, the right one neither', async () => {
    const { userName } = await somebody()
    await repeat(4, () => knock(userName))
    expect(await knock(userName, { now: later(10) })).toEqual(WRONG)
    expect(await enter(userName, { now: later(60) })).toEqual(tooMany(WINDOW - 60))
    expect(await enter(userName, { now: later(WINDOW - 1) })).toEqual(tooMany(1))
    expect((await enter(userName, { now: later(WINDOW) })).ok).toBe(true)
  })

  test('is not closed for longer by who goes on trying', async () => {
    const { userName } = await somebody()
    await repeat(5, () => knock(userName))
    await repeat(5, () => knock(userName, { now: later(WINDOW - 10) }))
    expect((await enter(userName, { now: later(WINDOW) })).ok).toBe(true)
  })

  test('is closed whatever case the name is typed in, and from wherever', async () => {
    const { userName } = await somebody()
    await repeat(3, () => knock(userName, { address: '192.0.2.1' }))
    await repeat(2, () => knock(userName.toUpperCase(), { address: '192.0.2.2' }))
    expect(await enter(userName, { address: '192.0.2.3' })).toEqual(tooMany(WINDOW))
  })

  test('that does not exist is closed in the same words', async () => {
    await repeat(4, () => knock('nobody-at-all'))
    expect(await knock('nobody-at-all')).toEqual(WRONG)
    expect(await knock('Nobody-At-All')).toEqual(tooMany(WINDOW))
  })

  test('of another brand is another account', async () => {
    await repeat(5, () => knock('carol', { brand: cast.alpine }))
    expect((await enter('carol', { brand: cast.other })).ok).toBe(true)
  })

  test('begins anew after signing in', async () => {
    const { userName } = await somebody()
    await repeat(4, () => knock(userName))
    expect((await enter(userName)).ok).toBe(true)
    await repeat(4, () => knock(userName))
    expect((await enter(userName)).ok).toBe(true)
  })

  test('whose password is right is signed in to as often as one likes, also at once', async () => {
    const { userName } = await somebody()
    const results = await Promise.all(Array.from({ length: 12 }, () => enter(userName)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(12)
  })

  test('lets five of many at once fail and looks at no other password', async () => {
    const { userName, userId } = await somebody()
    const results = await Promise.all(Array.from({ length: 12 }, () => knock(userName)))
    expect(results.filter((result) => !result.ok && result.reason === 'invalid_credentials')).toHaveLength(5)
    expect(results.filter((result) => !result.ok && result.reason === 'too_many')).toHaveLength(7)
    const events = (await auditOf(userId)).map(({ action }) => action)
    expect(events.filter((action) => action === 'user.sign_in_locked')).toHaveLength(1)
    expect(events.filter((action) => action === 'session.refused')).toHaveLength(4)
  })

  test('that is closed opens no session', async () => {
    const { userName, userId } = await somebody()
    await repeat(5, () => knock(userName))
    await enter(userName)
    const rows = await withSystem('tests', (tx) => tx.select().from(sessions).where(eq(sessions.userId, userId)))
    expect(rows).toEqual([])
  })
})

describe('an address', () => {
  test('is closed once passwords failed on five accounts, for every account, known or not', async () => {
    const address = '192.0.2.50'
    for (const name of ['one', 'two', 'three', 'four']) await knock(name, { address })
    expect(await knock('five', { address, now: later(30) })).toEqual(WRONG)
    expect(await enter('alice', { address, now: later(60) })).toEqual(tooMany(WINDOW - 60))
    expect(await knock('six', { address, now: later(60) })).toEqual(tooMany(WINDOW - 60))
    expect((await enter('alice', { address: '192.0.2.51', now: later(60) })).ok).toBe(true)
    expect((await enter('alice', { address, now: later(WINDOW) })).ok).toBe(true)
  })

  test('is open to the colleagues of one who has forgotten the password', async () => {
    const [address, { userName }] = ['192.0.2.60', await somebody()]
    await repeat(9, () => knock(userName, { address }))
    expect((await enter('alice', { address })).ok).toBe(true)
  })

  test('does not count who signs in after all', async () => {
    const address = '192.0.2.70'
    for (let person = 0; person < 8; person++) {
      const { userName } = await somebody()
      await knock(userName, { address })
      expect((await enter(userName, { address })).ok).toBe(true)
    }
  })

  test('that is closed still lets in who has signed in on the same browser before, and nobody else', async () => {
    const address = '192.0.2.80'
    for (const name of ['one', 'two', 'three', 'four', 'five']) await knock(name, { address })
    const { userName, userId } = await somebody()
    expect(await enter(userName, { address, knownUserId: cast.alice.userId })).toEqual(tooMany(WINDOW))
    expect((await enter(userName, { address, knownUserId: userId })).ok).toBe(true)
  })

  test('of IPv6 is its network, since the rest is the sender’s to choose', async () => {
    for (let host = 1; host <= 5; host++) await knock(`v6-${host}`, { address: `2001:db8:0:7::${host}` })
    expect(await knock('v6-6', { address: '2001:db8::7:ffff:0:0:6' })).toEqual(tooMany(WINDOW))
    expect(await knock('v6-6', { address: '2001:db8:0:8::1' })).toEqual(WRONG)
  })

  test('lets passwords at once fail on five accounts and no more', async () => {
    const address = '192.0.2.90'
    const results = await Promise.all(Array.from({ length: 10 }, (_, name) => knock(`crowd-${name}`, { address })))
    expect(results.filter((result) => !result.ok && result.reason === 'invalid_credentials')).toHaveLength(5)
  })
})

test('what was tried is kept as keyed hashes alone: people type passwords into the field of the name', async () => {
  await knock('my secret passphrase', { address: '192.0.2.123' })
  const rows = await withSystem('tests', (tx) => tx.select().from(attempts))
  const kept = JSON.stringify(rows.map((row) => [row.accountKey.toString('latin1'), row.addressKey?.toString('latin1')]))
  expect(kept).not.toContain('secret')
  expect(kept).not.toContain('192.0.2')
  expect(rows.every(({ accountKey }) => accountKey.length === 32)).toBe(true)
})

test('an attempt that was never settled, as when the portal was killed, counts as failed until its time is over', async () => {
  const tried = { kind: 'password', account: 'user interrupted', address: null } as const
  for (let time = 0; time < 4; time++) must(await admit(tried, START))
  const last = await admit(tried, START)
  if (last.ok) await withSystem('tests', (tx) => settleFailed(tx, last.value))
  expect(await admit(tried, later(1))).toEqual(tooMany(WINDOW - 1))
  expect((await admit(tried, later(WINDOW))).ok).toBe(true)
})

test('what no longer counts is forgotten, and nothing else', async () => {
  const counted = () => withSystem('tests', (tx) => tx.$count(attempts))
  await withSystem('tests', (tx) => tx.delete(attempts))
  await knock('forgettable', { now: later(-WINDOW) })
  await knock('kept', { now: later(1 - WINDOW) })
  expect(await forgetSignIns(system, START)).toBe(1)
  expect(await counted()).toBe(1)
  expect(await forgetSignIns(system, START)).toBe(0)
})
