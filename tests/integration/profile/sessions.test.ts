import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { sessions } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { findSessionActor } from '@/lib/auth/queries'
import { confirmSignIn } from '@/lib/auth/second-step'
import { NotFoundError } from '@/lib/errors'
import { listOwnSessions } from '@/lib/profile/queries'
import { endOtherSessions, endOwnSession } from '@/lib/profile/sessions'
import { auditOf } from '@/tests/support/audit'
import { newPerson, newPersonInTwoSteps } from '@/tests/support/authenticator'
import { type Cast, makeCast, must, PASSWORD, signedIn } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'
const soon = () => new Date(Date.now() + 1000)
const find = (actor: { sessionId: string; brandId: string }, now: Date, address: string | null = null) =>
  findSessionActor({ sessionId: actor.sessionId, brandId: actor.brandId }, cast.alpine, { now, address })

describe('the list of sessions', () => {
  test('shows browser, address, since and last seen, the own session first', async () => {
    const person = await newPerson(cast)
    const origin = { now: new Date(), address: '198.51.100.4', userAgent: FIREFOX }
    const { sessionId } = must(await signIn(cast.alpine, { userName: person.userName, password: PASSWORD }, origin))
    expect(await listOwnSessions(person.actor, soon())).toEqual([
      expect.objectContaining({ id: person.actor.sessionId, isCurrent: true, browser: null }),
      {
        id: sessionId,
        isCurrent: false,
        browser: 'Firefox, Linux',
        address: '198.51.100.4',
        createdAt: origin.now,
        lastSeenAt: origin.now,
      },
    ])
  })

  test('holds neither another’s sessions nor those that have ended', async () => {
    const [person, other] = [await newPerson(cast), await newPerson(cast)]
    const ended = await signedIn(cast.alpine, person.userName)
    must(await endOwnSession(person.actor, ended.sessionId, soon()))
    const ids = async (now: Date) => (await listOwnSessions(person.actor, now)).map(({ id }) => id)
    expect(await ids(soon())).toEqual([person.actor.sessionId])
    expect(await ids(new Date(Date.now() + 8 * 86_400_000))).toEqual([])
    expect((await listOwnSessions(other.actor, soon())).map(({ id }) => id)).toEqual([other.actor.sessionId])
  })

  test('knows to the minute when and where a session was seen, and writes no oftener', async () => {
    const person = await newPerson(cast)
    const start = new Date()
    const seen = async () => (await listOwnSessions(person.actor, start))[0]
    const at = (seconds: number) => new Date(start.getTime() + seconds * 1000)
    await find(person.actor, at(30), '198.51.100.1')
    expect((await seen())?.address).toBe('203.0.113.7')
    await find(person.actor, at(90), '198.51.100.2')
    expect(await seen()).toMatchObject({ lastSeenAt: at(90), address: '198.51.100.2' })
    await find(person.actor, at(200), null)
    expect(await seen()).toMatchObject({ lastSeenAt: at(200), address: '198.51.100.2' })
  })
})

describe('ending a session', () => {
  test('makes its cookie worth nothing, and is audited', async () => {
    const person = await newPerson(cast)
    const other = await signedIn(cast.alpine, person.userName)
    must(await endOwnSession(person.actor, other.sessionId, NOW))
    expect(await find(other, NOW)).toBeNull()
    expect(await find(person.actor, new Date())).not.toBeNull()
    expect(await auditOf(other.sessionId)).toMatchObject([{ action: 'session.ended', by: person.userName }])
  })

  test.each([
    ['of a colleague', () => cast.bob.sessionId],
    ['of another reseller', () => cast.carol.sessionId],
    ['that never was', () => cast.alice.userId],
  ])('%s is a 404 and ends nothing', async (_, sessionId) => {
    await expect(endOwnSession(cast.alice, sessionId(), NOW)).rejects.toThrow(NotFoundError)
    const rows = await withSystem('tests', (tx) => tx.select().from(sessions).where(eq(sessions.id, sessionId())))
    expect(rows.every(({ revokedAt }) => revokedAt === null)).toBe(true)
  })

  test('twice is a 404', async () => {
    const person = await newPerson(cast)
    const other = await signedIn(cast.alpine, person.userName)
    must(await endOwnSession(person.actor, other.sessionId, NOW))
    await expect(endOwnSession(person.actor, other.sessionId, NOW)).rejects.toThrow(NotFoundError)
  })

  test('all others leaves the own one, and those of other people', async () => {
    const person = await newPerson(cast)
    const others = [await signedIn(cast.alpine, person.userName), await signedIn(cast.alpine, person.userName)]
    expect(must(await endOtherSessions(person.actor, new Date()))).toBe(2)
    for (const other of others) expect(await find(other, new Date())).toBeNull()
    expect(await find(person.actor, new Date())).not.toBeNull()
    expect(await find(cast.alice, new Date())).not.toBeNull()
  })

  test('all others ends a sign-in that waits for its code as well', async () => {
    const person = await newPersonInTwoSteps(cast, NOW)
    const origin = { now: NOW, address: null, userAgent: null }
    const started = await signIn(cast.alpine, { userName: person.userName, password: PASSWORD }, origin)
    if (started.ok || started.reason !== 'code_required') throw new Error('no code was asked for')
    must(await endOtherSessions(person.actor, NOW))
    const sent = { challengeId: started.challengeId, code: person.recoveryCodes[0] ?? '' }
    expect(await confirmSignIn(cast.alpine, sent, origin)).toEqual({ ok: false, reason: 'start_over' })
  })
})
