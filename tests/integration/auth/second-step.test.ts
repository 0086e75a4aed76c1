import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { sessions, signInChallenges } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { forgetSignIns } from '@/lib/auth/forgetting'
import { confirmSignIn, isChallengeOpen } from '@/lib/auth/second-step'
import { changePassword } from '@/lib/profile/commands'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { CODE_LOCK_SECONDS, WRONG_CODE_LIMIT } from '@/lib/two-steps/code-check'
import { auditOf } from '@/tests/support/audit'
import { codeAt, newPersonInTwoSteps, withAuthenticator, wrongCode } from '@/tests/support/authenticator'
import { type Cast, makeCast, must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailsTo } from '@/tests/support/mails'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const MINUTE = 60
const origin = (now = NOW) => ({ now, address: null, userAgent: 'a browser' })

type Person = Awaited<ReturnType<typeof newPersonInTwoSteps>>
const person = () => newPersonInTwoSteps(cast, NOW)

const password = (userName: string, now = NOW, typed = PASSWORD) => signIn(cast.alpine, { userName, password: typed }, origin(now))

async function challenge({ userName }: Person, now = NOW): Promise<string> {
  const result = await password(userName, now)
  if (result.ok || result.reason !== 'code_required') throw new Error(`no code was asked for: ${JSON.stringify(result)}`)
  return result.challengeId
}

const confirm = (challengeId: string, code: string, now = NOW, brand = cast.alpine) =>
  confirmSignIn(brand, { challengeId, code }, origin(now))

const openSessions = ({ actor }: Person) => withSystem('tests', (tx) => tx.$count(sessions, eq(sessions.userId, actor.userId)))

describe('the password alone', () => {
  test('opens no session where two steps are on', async () => {
    const someone = await person()
    const before = await openSessions(someone)
    expect(await password(someone.userName)).toMatchObject({ ok: false, reason: 'code_required' })
    expect(await openSessions(someone)).toBe(before)
  })

  test('when wrong, does not tell that two steps are on', async () => {
    const someone = await person()
    expect(await password(someone.userName, NOW, 'wrong')).toEqual(await password('alice', NOW, 'wrong'))
  })

  test('does not clear the failures before it: that is for who signs in', async () => {
    const someone = await person()
    for (let time = 0; time < 4; time++) await password(someone.userName, NOW, 'wrong')
    await challenge(someone)
    await password(someone.userName, NOW, 'wrong')
    expect(await password(someone.userName)).toMatchObject({ reason: 'too_many' })
  })
})

describe('the code', () => {
  test('of the authenticator opens a session, and the failures before it are forgotten', async () => {
    const someone = await person()
    for (let time = 0; time < 4; time++) await password(someone.userName, NOW, 'wrong')
    const { sessionId, userId } = must(await confirm(await challenge(someone), codeAt(someone.secret, NOW)))
    expect(userId).toBe(someone.actor.userId)
    expect(await withSystem('tests', (tx) => tx.$count(sessions, eq(sessions.id, sessionId)))).toBe(1)
    for (let time = 0; time < 4; time++)
      expect(await password(someone.userName, NOW, 'wrong')).toMatchObject({ reason: 'invalid_credentials' })
    expect((await auditOf(userId)).map(({ action }) => action)).toContain('session.opened')
  })

  test('counts once, also for two who send it at once', async () => {
    const someone = await person()
    const [one, other] = [await challenge(someone), await challenge(someone)]
    const code = codeAt(someone.secret, NOW)
    const results = await Promise.all([confirm(one, code), confirm(other, code)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'wrong_code' })
  })

  test('of a step before the last one used is past, though its time is not', async () => {
    const someone = await person()
    must(await confirm(await challenge(someone), codeAt(someone.secret, NOW)))
    expect(await confirm(await challenge(someone), codeAt(someone.secret, later(-30)))).toMatchObject({ reason: 'wrong_code' })
    expect((await confirm(await challenge(someone), codeAt(someone.secret, later(30)))).ok).toBe(true)
  })

  test('of another user is wrong', async () => {
    const [someone, other] = [await person(), await person()]
    expect(await confirm(await challenge(someone), codeAt(other.secret, NOW))).toEqual({ ok: false, reason: 'wrong_code' })
    expect(await confirm(await challenge(someone), other.recoveryCodes[0] ?? '')).toEqual({ ok: false, reason: 'wrong_code' })
  })

  test.each(['', ' ', '123', 'abcdef', 'x'.repeat(500), '١٢٣٤٥٦', "' or 1=1 --"])('as %j is wrong', async (typed) => {
    const someone = await person()
    expect(await confirm(await challenge(someone), typed)).toEqual({ ok: false, reason: 'wrong_code' })
  })
})

describe('a recovery code', () => {
  test('opens a session once, however it is typed, and a mail tells of it', async () => {
    const someone = await person()
    const code = someone.recoveryCodes[0] ?? ''
    expect((await confirm(await challenge(someone), ` ${code.toLowerCase().replaceAll('-', '')} `)).ok).toBe(true)
    expect(await confirm(await challenge(someone), code)).toEqual({ ok: false, reason: 'wrong_code' })
    const mails = await mailsTo(`${someone.userName}@alpine.test`)
    expect(mails.map(({ subject }) => subject)).toContain(`Un code de secours de « ${someone.userName} » a servi`)
    expect(mails.at(-1)?.text).toContain('Il en reste 9.')
  })

  test('is spent by one of two who send it at once', async () => {
    const someone = await person()
    const [one, other] = [await challenge(someone), await challenge(someone)]
    const code = someone.recoveryCodes[1] ?? ''
    const results = await Promise.all([confirm(one, code), confirm(other, code)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('after eight wrong codes', () => {
  /** Eight wrong codes, in two sign-ins. */
  async function lockedOut(): Promise<{ someone: Person; last: unknown }> {
    const someone = await person()
    let last: unknown
    for (let time = 1; time <= WRONG_CODE_LIMIT; time++) {
      last = await confirm(await challenge(someone), wrongCode(someone.secret, NOW))
      if (time < WRONG_CODE_LIMIT) expect(last).toEqual({ ok: false, reason: 'wrong_code' })
    }
    return { someone, last }
  }
  const locked = (waitSeconds: number) => ({ ok: false, reason: 'codes_locked', waitSeconds })

  test('the right one is refused for 15 minutes, then works again', async () => {
    const { someone, last } = await lockedOut()
    expect(last).toEqual(locked(CODE_LOCK_SECONDS))
    const soon = later(14 * MINUTE)
    expect(await confirm(await challenge(someone, soon), codeAt(someone.secret, soon), soon)).toEqual(locked(MINUTE))
    const then = later(15 * MINUTE)
    expect((await confirm(await challenge(someone, then), codeAt(someone.secret, then), then)).ok).toBe(true)
  })

  test('a mail and the audit log say so, once', async () => {
    const { someone } = await lockedOut()
    const mails = await mailsTo(`${someone.userName}@alpine.test`)
    expect(mails.filter(({ subject }) => subject.startsWith('Trop de codes faux'))).toHaveLength(1)
    const events = (await auditOf(someone.actor.userId)).map(({ action }) => action)
    expect(events.filter((action) => action === 'user.codes_locked')).toHaveLength(1)
    expect(events.filter((action) => action === 'session.code_refused')).toHaveLength(7)
  })

  test('a recovery code opens at once, and the authenticator works again', async () => {
    const { someone } = await lockedOut()
    expect((await confirm(await challenge(someone), someone.recoveryCodes[0] ?? '')).ok).toBe(true)
    expect((await confirm(await challenge(someone), codeAt(someone.secret, NOW))).ok).toBe(true)
  })

  test('sent at once, no more than eight were looked at', async () => {
    const someone = await person()
    const challenges = await Promise.all(Array.from({ length: 12 }, () => challenge(someone)))
    const results = await Promise.all(challenges.map((id) => confirm(id, wrongCode(someone.secret, NOW))))
    expect(results.filter((result) => !result.ok && result.reason === 'wrong_code')).toHaveLength(7)
    expect(results.filter((result) => !result.ok && result.reason === 'codes_locked')).toHaveLength(5)
  })

  test('of one sign-in, the password is asked for again', async () => {
    const someone = await person()
    const id = await challenge(someone)
    for (let time = 0; time < WRONG_CODE_LIMIT; time++) await confirm(id, wrongCode(someone.secret, NOW))
    expect(await confirm(id, someone.recoveryCodes[0] ?? '')).toEqual({ ok: false, reason: 'start_over' })
  })
})

describe('a sign-in that waits for its code', () => {
  const startOver = { ok: false, reason: 'start_over' }

  test('is over after ten minutes', async () => {
    const someone = await person()
    const id = await challenge(someone)
    const then = later(10 * MINUTE)
    expect(await isChallengeOpen(cast.alpine, id, later(10 * MINUTE - 1))).toBe(true)
    expect(await isChallengeOpen(cast.alpine, id, then)).toBe(false)
    expect(await confirm(id, codeAt(someone.secret, then), then)).toEqual(startOver)
  })

  test('is none on another brand’s host', async () => {
    const someone = await person()
    const id = await challenge(someone)
    expect(await isChallengeOpen(cast.other, id, NOW)).toBe(false)
    expect(await confirm(id, codeAt(someone.secret, NOW), NOW, cast.other)).toEqual(startOver)
  })

  test('is used once', async () => {
    const someone = await person()
    const id = await challenge(someone)
    must(await confirm(id, codeAt(someone.secret, NOW)))
    expect(await confirm(id, someone.recoveryCodes[0] ?? '')).toEqual(startOver)
  })

  test('ends when the password is changed', async () => {
    const someone = await person()
    const id = await challenge(someone)
    must(await changePassword(someone.actor, { current: PASSWORD, next: 'a mouse on the tram' }, origin()))
    expect(await confirm(id, codeAt(someone.secret, NOW))).toEqual(startOver)
  })

  test('opens nothing while the reseller is suspended', async () => {
    const carol = { actor: cast.carol, userName: 'carol', ...(await withAuthenticator(cast.carol, later(-3600))) }
    const started = await signIn(cast.other, { userName: 'carol', password: PASSWORD }, origin())
    if (started.ok || started.reason !== 'code_required') throw new Error('no code was asked for')
    must(await suspendReseller(system, cast.carol.resellerId, NOW))
    expect(await confirm(started.challengeId, codeAt(carol.secret, NOW), NOW, cast.other)).toEqual(startOver)
    must(await reactivateReseller(system, cast.carol.resellerId))
  })

  test('is forgotten when its time is over', async () => {
    const id = await challenge(await person())
    await forgetSignIns(system, later(10 * MINUTE))
    expect(await withSystem('tests', (tx) => tx.$count(signInChallenges, eq(signInChallenges.id, id)))).toBe(0)
  })
})
