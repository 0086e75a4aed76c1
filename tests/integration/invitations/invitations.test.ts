import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { invitations, mails, users } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { NotFoundError } from '@/lib/errors'
import { setLocalPort } from '@/lib/hosts/links'
import { acceptInvitation, resendInvitation, withdrawInvitation } from '@/lib/invitations/commands'
import { findInvitation } from '@/lib/invitations/queries'
import { acceptInvitationSchema } from '@/lib/invitations/schema'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { enterSpace } from '@/lib/spaces/acting'
import { inviteUser, setUserPassword, updateUser } from '@/lib/users/commands'
import { getUser } from '@/lib/users/queries'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { atNextRequest, freshUser } from '@/tests/support/fresh-user'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  setLocalPort(3000)
})

const NOW = new Date('2026-11-22T10:00:00Z')
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const origin = { now: NOW, address: '203.0.113.8' }
const CHOSEN = 'chosen by the invited'
let number = 0
let name = ''
let userId = ''
beforeEach(async () => {
  name = `guest${++number}`
  const facts = { userName: name, displayName: 'Guest', email: `${name}@alpine.test`, role: 'member' as const }
  const account = { brandId: cast.alpine.id, resellerId: cast.resellerId }
  userId = must(await inviteUser(cast.alice, { ...facts, ...account, spaceIds: [cast.spaces.east] }, NOW)).userId
})

const mailsTo = (recipient: string) =>
  withSystem('tests', (tx) => tx.select().from(mails).where(eq(mails.recipient, recipient)).orderBy(mails.id))
/** The secret of the link in the last mail to the guest. */
async function tokenOf(recipient = `${name}@alpine.test`): Promise<string> {
  const text = (await mailsTo(recipient)).at(-1)?.text ?? ''
  return /https:\/\/admin\.alpine\.test\/invitation\/(\S+)/.exec(text)?.[1] ?? ''
}
const accept = (token: string, at = NOW, brand = cast.alpine) =>
  acceptInvitation(brand, { token, password: CHOSEN, repeated: CHOSEN }, { ...origin, now: at })
const enter = (password: string) => signIn(cast.alpine, { userName: name, password }, { ...origin, userAgent: 'tests' })

describe('an invitation', () => {
  test('goes out by mail, confidential, under the brand, with a link on the brand’s host', async () => {
    const [mail, ...others] = await mailsTo(`${name}@alpine.test`)
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      kind: 'invitation',
      confidential: true,
      locale: 'fr',
      brandId: cast.alpine.id,
      resellerId: cast.resellerId,
      spaceId: null,
    })
    for (const part of ['alpine backup', 'alice', name, '29/11/2026']) expect(mail?.text).toContain(part)
    expect(await tokenOf()).toMatch(/^[\w-]{43}$/)
  })

  test('keeps its token as a hash alone, and the audit log knows nothing of it', async () => {
    const token = await tokenOf()
    const rows = await withSystem('tests', (tx) => tx.execute(sql`select i::text from ${invitations} i`))
    expect(JSON.stringify([rows, await auditOf(userId)])).not.toContain(token)
  })

  test('lets nobody in before it is accepted', async () => {
    expect((await enter('')).ok).toBe(false)
    expect((await enter(PASSWORD)).ok).toBe(false)
  })

  test('shows whose it is, and is accepted with a password that then opens the portal', async () => {
    const token = await tokenOf()
    expect(await findInvitation(cast.alpine, token, NOW)).toEqual({
      state: 'open',
      userName: name,
      displayName: 'Guest',
      accountName: 'alpine reseller',
      timeZone: 'Europe/Paris',
      expiresAt: later(7),
    })
    must(await accept(token))
    expect((await enter(CHOSEN)).ok).toBe(true)
    expect(await auditOf(userId)).toContainEqual(
      expect.objectContaining({ action: 'user.invitation_accepted', by: name, address: '203.0.113.8' }),
    )
  })

  test('works once, also when it is used twice at the same moment', async () => {
    const token = await tokenOf()
    const results = await Promise.all([accept(token), accept(token)])
    expect(results.map((result) => result.ok).sort()).toEqual([false, true])
    expect(await accept(token)).toEqual({ ok: false, reason: 'unknown' })
    expect(await findInvitation(cast.alpine, token, NOW)).toBeNull()
  })

  test('works until its last moment, and not from then on', async () => {
    const token = await tokenOf()
    expect(await findInvitation(cast.alpine, token, later(7))).toMatchObject({ state: 'expired' })
    expect(await accept(token, later(7))).toEqual({ ok: false, reason: 'expired' })
    expect((await accept(token, new Date(later(7).getTime() - 1))).ok).toBe(true)
  })

  test('leads to nothing on another brand’s host, with a token that is none, and while the reseller is suspended', async () => {
    const token = await tokenOf()
    for (const wrong of ['', 'x', token.slice(1), `${token}x`, "' or true --", '\u0000'.repeat(43)]) {
      expect(await findInvitation(cast.alpine, wrong, NOW)).toBeNull()
      expect(await accept(wrong)).toEqual({ ok: false, reason: 'unknown' })
    }
    expect(await findInvitation(cast.other, token, NOW)).toBeNull()
    expect(await accept(token, NOW, cast.other)).toEqual({ ok: false, reason: 'unknown' })
    must(await suspendReseller(system, cast.resellerId, NOW))
    expect(await accept(token)).toEqual({ ok: false, reason: 'unknown' })
    must(await reactivateReseller(system, cast.resellerId))
    expect((await accept(token)).ok).toBe(true)
  })

  test('is void once an administrator has given the user a password', async () => {
    const token = await tokenOf()
    must(await setUserPassword(cast.alice, { userId, password: PASSWORD }, NOW))
    expect(await accept(token)).toEqual({ ok: false, reason: 'unknown' })
    expect((await enter(PASSWORD)).ok).toBe(true)
  })

  test('follows the user to another address: the link sent to the first one is void', async () => {
    const token = await tokenOf()
    const { version, displayName, role, rights, spaceIds } = await getUser(cast.alice, userId, NOW)
    const input = { userId, version, userName: name, displayName, role, rights, spaceIds, email: `new-${name}@alpine.test` }
    expect(must(await updateUser(cast.alice, input, NOW))).toEqual({ invited: true })
    expect(await accept(token)).toEqual({ ok: false, reason: 'unknown' })
    expect((await accept(await tokenOf(`new-${name}@alpine.test`))).ok).toBe(true)
  })

  test('is not sent again for another change of the user', async () => {
    const token = await tokenOf()
    const { version, role, rights, spaceIds, email } = await getUser(cast.alice, userId, NOW)
    const input = { userId, version, userName: name, displayName: 'Renamed', role, rights, spaceIds, email }
    expect(must(await updateUser(cast.alice, input, NOW))).toEqual({ invited: false })
    expect(await mailsTo(email)).toHaveLength(1)
    expect((await accept(token)).ok).toBe(true)
  })

  test('that cannot be audited is neither sent nor accepted', async () => {
    const token = await tokenOf()
    await withoutAudit(() => accept(token))
    expect(await findInvitation(cast.alpine, token, NOW)).toMatchObject({ state: 'open' })
    await withoutAudit(() => resendInvitation(cast.alice, userId, NOW))
    expect(await mailsTo(`${name}@alpine.test`)).toHaveLength(1)
  })

  test('cannot be read by a tenant, and by a member not even counted', async () => {
    const read = withActor(cast.alice, (tx) => tx.execute(sql`select token_hash from invitations`))
    await expect(read).rejects.toMatchObject({ cause: { code: '42501' } })
    expect(await withActor(cast.bob, (tx) => tx.select({ userId: invitations.userId }).from(invitations))).toEqual([])
  })
})

describe('sending it again', () => {
  test('makes another link, good for seven days more; the one before is void', async () => {
    const first = await tokenOf()
    must(await resendInvitation(cast.alice, userId, later(8)))
    const second = await tokenOf()
    expect(second).not.toBe(first)
    expect(await accept(first)).toEqual({ ok: false, reason: 'unknown' })
    expect((await accept(second, later(14))).ok).toBe(true)
    expect(await resendInvitation(cast.alice, userId, NOW)).toEqual({ ok: false, reason: 'already_accepted' })
  })
})

describe('withdrawing it', () => {
  test('takes the user with it', async () => {
    const token = await tokenOf()
    must(await withdrawInvitation(cast.alice, userId))
    expect(await accept(token)).toEqual({ ok: false, reason: 'unknown' })
    expect(await withSystem('tests', (tx) => tx.select().from(users).where(eq(users.id, userId)))).toEqual([])
    expect((await auditOf(userId)).map(({ action }) => action)).toEqual(['user.invited', 'user.invitation_withdrawn'])
  })

  test('is refused once it was accepted', async () => {
    must(await accept(await tokenOf()))
    expect(await withdrawInvitation(cast.alice, userId)).toEqual({ ok: false, reason: 'already_accepted' })
  })
})

describe.each([
  ['sending again', (actor: typeof cast.alice, id: string) => resendInvitation(actor, id, NOW)],
  ['withdrawing', (actor: typeof cast.alice, id: string) => withdrawInvitation(actor, id)],
])('%s an invitation', (_, act) => {
  test('of another account, of nobody, as a member or without Administration is a 404', async () => {
    await expect(act(cast.alice, cast.carol.userId)).rejects.toThrow(NotFoundError)
    await expect(act(cast.alice, 'nobody')).rejects.toThrow(NotFoundError)
    await expect(act(cast.berthe, userId)).rejects.toThrow(NotFoundError)
    await expect(act(cast.carol, userId)).rejects.toThrow(NotFoundError)
  })

  test('is a 403 while the administrator sees the portal as a space', async () => {
    const acting = await freshUser(cast, `acting${number}`, { role: 'administrator' })
    await enterSpace(acting, cast.spaces.east)
    const narrowed = await atNextRequest(acting, cast)
    if (!narrowed) throw new Error('nobody')
    await expect(act(narrowed, userId)).rejects.toThrow(expect.objectContaining({ name: 'ForbiddenError' }))
  })
})

test.each([
  ['a short password', { password: 'eleven char', repeated: 'eleven char' }],
  ['two passwords', { repeated: 'another one, mistyped' }],
])('accepting with %s is refused by the form', (_, wrong) => {
  const right = { token: 'x', password: CHOSEN, repeated: CHOSEN }
  expect(acceptInvitationSchema.safeParse(right).success).toBe(true)
  expect(acceptInvitationSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
})
