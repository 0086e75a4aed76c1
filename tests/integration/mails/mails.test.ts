import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { mails } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { findSessionActor } from '@/lib/auth/queries'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import { addBrand } from '@/lib/brands/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { forgetOldMails, resendDeadMails, resendMail } from '@/lib/mails/commands'
import { getMail, getOutbox, listMails } from '@/lib/mails/queries'
import { type ListMails, listMailsSchema } from '@/lib/mails/schema'
import { mailStates } from '@/lib/mails/state'
import { addUser } from '@/lib/users/commands'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailOf, queued } from '@/tests/support/mails'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
let cast: Cast
let root: OperatorActor
beforeAll(async () => {
  cast = await makeCast()
  root = await operator()
})

async function operator(): Promise<OperatorActor> {
  const facts = { slug: 'platform', audience: 'operator' as const, productName: 'Platform', accentColor: '#334155' }
  const { brandId } = must(await addBrand(system, facts))
  const brand = { ...cast.alpine, ...facts, id: brandId }
  const user = { brandId, resellerId: null, userName: 'root', displayName: 'Root', role: 'operator' as const }
  must(await addUser(system, { ...user, email: 'root@platform.test', password: PASSWORD }))
  const origin = { now: new Date(), address: null, userAgent: 'tests' }
  const { sessionId } = must(await signIn(brand, { userName: 'root', password: PASSWORD }, origin))
  const actor = await findSessionActor({ sessionId, brandId }, brand, origin)
  if (actor?.kind !== 'operator') throw new Error('no operator')
  return actor
}

const wanted = (facts: Partial<ListMails> = {}): ListMails => ({ search: '', state: null, before: null, ...facts })
const subjects = async (actor: UserActor | OperatorActor, facts: Partial<ListMails> = {}) =>
  (await listMails(actor, wanted(facts))).mails.map(({ subject }) => subject)
const change = (key: string, facts: Partial<typeof mails.$inferSelect>) =>
  withSystem('tests', (tx) => tx.update(mails).set(facts).where(eq(mails.key, key)))
const idOf = async (key: string) => (await mailOf(key)).id
const failed = async (facts = {}) => {
  const key = await queued(cast, facts)
  await change(key, {
    failedAt: NOW,
    failure: 'unreachable',
    lastError: 'ECONNREFUSED 10.0.0.7:25',
    attempts: 12,
    sender: '"x" <a@b.test>',
  })
  return key
}
const platform = () => ({ brandId: root.brandId, resellerId: null, spaceId: null })
const carols = () => ({ brandId: cast.other.id, resellerId: cast.carol.resellerId, spaceId: null })
const clear = () => withSystem('tests', (tx) => tx.delete(mails))

describe('listing mails', () => {
  beforeAll(async () => {
    await clear()
    await queued(cast, { to: 'bakery@example.test' }, 'In the west')
    await queued(cast, { spaceId: cast.spaces.east }, 'In the east')
    await queued(cast, { spaceId: null }, 'To the reseller')
    await queued(cast, carols(), 'Of Carol')
    await queued(cast, platform(), 'Of the platform')
  })

  test('shows the newest first, to administrators those of all spaces and of none', async () => {
    expect(await subjects(cast.alice)).toEqual(['To the reseller', 'In the east', 'In the west'])
  })

  test('shows members those of their spaces alone', async () => {
    expect(await subjects(cast.bob)).toEqual(['In the east'])
    expect(await subjects(cast.berthe)).toEqual(['In the west'])
  })

  test('shows nothing of another reseller or of the platform', async () => {
    expect(await subjects(cast.carol)).toEqual(['Of Carol'])
  })

  test('shows an operator all, with whose they are', async () => {
    const page = await listMails(root, wanted())
    expect(page.mails.map(({ subject, resellerName }) => [subject, resellerName])).toEqual([
      ['Of the platform', null],
      ['Of Carol', 'other reseller'],
      ['To the reseller', 'alpine reseller'],
      ['In the east', 'alpine reseller'],
      ['In the west', 'alpine reseller'],
    ])
  })

  test('finds by recipient and subject, and signs of patterns as they are', async () => {
    expect(await subjects(cast.alice, { search: 'BAKERY@' })).toEqual(['In the west'])
    expect(await subjects(cast.alice, { search: 'the EAST' })).toEqual(['In the east'])
    expect(await subjects(cast.alice, { search: '_n the' })).toEqual([])
    expect(await subjects(cast.alice, { search: '%' })).toEqual([])
  })

  test('what makes no sense in an address is as if it were not there', () => {
    expect(listMailsSchema.parse({ search: ['x'], state: 'gone', before: "' or 1=1" })).toEqual(wanted())
    expect(listMailsSchema.parse({ search: 'x'.repeat(201) })).toEqual(wanted())
    expect(listMailsSchema.parse({ search: ' a\u0000b ', state: 'sent' })).toEqual(wanted({ search: 'a b', state: 'sent' }))
  })
})

test('a long list is read page by page, each mail once', async () => {
  await clear()
  for (let count = 0; count < 120; count++) await queued(cast, {}, `Mail ${count}`)
  const seen: string[] = []
  for (let before: string | null = null, pages = 0; pages < 5; pages++) {
    const page = await listMails(cast.alice, wanted({ before }))
    seen.push(...page.mails.map(({ subject }) => subject))
    before = page.next
    if (!before) break
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, count) => `Mail ${119 - count}`))
})

test('each state has its mails, and each mail one state', async () => {
  await clear()
  const states: Record<(typeof mailStates)[number], Partial<typeof mails.$inferSelect>> = {
    queued: { attempts: 0 },
    retrying: { failure: 'unreachable' },
    sent: { sentAt: NOW },
    delivered: { sentAt: NOW, deliveredAt: NOW },
    failed: { failedAt: NOW, failure: 'refused' },
    bounced: { sentAt: NOW, deliveredAt: NOW, bouncedAt: NOW },
    complained: { sentAt: NOW, deliveredAt: NOW, bouncedAt: NOW, complainedAt: NOW },
  }
  for (const [state, facts] of Object.entries(states)) await change(await queued(cast, {}, state), facts)
  for (const state of mailStates) {
    const page = await listMails(cast.alice, wanted({ state }))
    expect(page.mails.map((mail) => [mail.subject, mail.state])).toEqual([[state, state]])
  }
  expect((await subjects(cast.alice, { state: 'undelivered' })).sort()).toEqual(['bounced', 'complained', 'failed'])
})

describe('reading a mail', () => {
  test('shows its text to whoever sees its space', async () => {
    const id = await idOf(await queued(cast))
    for (const actor of [cast.alice, cast.berthe]) {
      const { content } = await getMail(actor, id)
      expect(content).toMatchObject({ hidden: null, text: expect.stringContaining('Words of the mail') })
    }
  })

  test('of another reseller or another space is a 404, and so is what is no id', async () => {
    const id = await idOf(await queued(cast))
    for (const [actor, asked] of [
      [cast.carol, id],
      [cast.bob, id],
      [cast.alice, randomUUID()],
      [cast.alice, 'x'],
      [cast.alice, await idOf(await queued(cast, platform()))],
      [cast.berthe, await idOf(await queued(cast, { spaceId: null }))],
    ] as const)
      await expect(getMail(actor, asked)).rejects.toBeInstanceOf(NotFoundError)
  })

  test('that holds a secret shows nobody its text', async () => {
    for (const facts of [{ confidential: true }, { confidential: true, ...platform() }]) {
      const mail = await getMail(facts.confidential && 'brandId' in facts ? root : cast.alice, await idOf(await queued(cast, facts)))
      expect(mail.content).toEqual({ hidden: 'secret' })
      expect(JSON.stringify(mail)).not.toContain('Words of the mail')
    }
  })

  test('of a reseller shows an operator all but its text', async () => {
    const mail = await getMail(root, await idOf(await queued(cast)))
    expect(mail).toMatchObject({ content: { hidden: 'reseller' }, recipient: 'client@example.test' })
    expect(JSON.stringify(mail)).not.toContain('Words of the mail')
    const own = await getMail(root, await idOf(await queued(cast, platform())))
    expect(own.content).toMatchObject({ hidden: null })
  })

  test('tells how our own way out is broken to operators alone, and what the recipient’s side said to all', async () => {
    const id = await idOf(await failed())
    expect(await getMail(cast.alice, id)).toMatchObject({ state: 'failed', failure: 'unreachable', detail: null, canSendAgain: true })
    expect(await getMail(cast.berthe, id)).toMatchObject({ canSendAgain: false })
    expect(await getMail(root, id)).toMatchObject({ detail: 'ECONNREFUSED 10.0.0.7:25' })
    const refused = await failed()
    await change(refused, { failure: 'refused', lastError: 'no such user' })
    expect(await getMail(cast.alice, await idOf(refused))).toMatchObject({ detail: 'no such user' })
  })
})

describe('sending a mail again', () => {
  test('queues a dead letter anew under its old identity, and is audited', async () => {
    const key = await failed()
    expect(await resendMail(cast.alice, await idOf(key), NOW)).toEqual({ ok: true, value: undefined })
    expect(await mailOf(key)).toMatchObject({
      round: 1,
      attempts: 0,
      failedAt: null,
      failure: null,
      lastError: null,
      dueAt: NOW,
      sender: null,
    })
    expect(await auditOf(await idOf(key))).toEqual([
      expect.objectContaining({ action: 'mail.resent', by: 'alice', subject: 'Subject', resellerId: cast.resellerId }),
    ])
  })

  test('of one that came back makes it another message', async () => {
    const key = await queued(cast)
    await change(key, { sentAt: NOW, providerId: 'e-9', bouncedAt: NOW, lastError: 'mailbox full' })
    must(await resendMail(cast.alice, await idOf(key), NOW))
    expect(await mailOf(key)).toMatchObject({ round: 2, sentAt: null, providerId: null, bouncedAt: null, lastError: null })
  })

  test('of one that is under way or arrived is refused, and so is a secret that was forgotten', async () => {
    const key = await queued(cast)
    expect(await resendMail(cast.alice, await idOf(key), NOW)).toEqual({ ok: false, reason: 'not_failed' })
    await change(key, { sentAt: NOW })
    expect(await resendMail(cast.alice, await idOf(key), NOW)).toEqual({ ok: false, reason: 'not_failed' })
    const nobody = await queued(cast, { to: 'nobody' })
    expect(await resendMail(cast.alice, await idOf(nobody), NOW)).toEqual({ ok: false, reason: 'invalid_address' })
    const secret = await queued(cast, { confidential: true })
    await change(secret, { sentAt: NOW, bouncedAt: NOW, html: '', text: '' })
    expect(await resendMail(cast.alice, await idOf(secret), NOW)).toEqual({ ok: false, reason: 'forgotten' })
  })

  test('is a 404 for another reseller and another space, and a 403 for a member', async () => {
    const key = await failed()
    const id = await idOf(key)
    await expect(resendMail(cast.carol, id, NOW)).rejects.toBeInstanceOf(NotFoundError)
    await expect(resendMail(cast.bob, id, NOW)).rejects.toBeInstanceOf(NotFoundError)
    await expect(resendMail(cast.berthe, id, NOW)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(resendMail(cast.alice, 'x', NOW)).rejects.toBeInstanceOf(NotFoundError)
    expect((await mailOf(key)).failedAt).not.toBeNull()
  })

  test('that cannot be audited does not happen', async () => {
    const key = await failed()
    const id = await idOf(key)
    expect(await withoutAudit(() => resendMail(cast.alice, id, NOW))).not.toBe('went through')
    expect((await mailOf(key)).failedAt).not.toBeNull()
  })

  test('a tenant cannot change what a mail says or to whom it goes', async () => {
    const id = await idOf(await queued(cast))
    for (const facts of [{ recipient: 'x@y.test' }, { subject: 'x' }, { html: 'x' }, { key: 'x' }, { complainedAt: null }])
      await expect(withActor(cast.alice, (tx) => tx.update(mails).set(facts).where(eq(mails.id, id)))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
  })
})

describe('the operator’s outbox', () => {
  test('counts what waits, what waits too long, and the dead letters that another try may save', async () => {
    await clear()
    const now = new Date()
    await queued(cast)
    await change(await queued(cast, carols()), { dueAt: new Date(now.getTime() - 20 * 60_000) })
    await failed()
    await change(await failed(), { failure: 'refused' })
    await change(await queued(cast), { sentAt: now })
    expect(await getOutbox(root, now)).toMatchObject({ provider: null, waiting: 2, late: 1, dead: 1 })
    expect(await resendDeadMails(root, now)).toBe(1)
    expect(await getOutbox(root, now)).toMatchObject({ waiting: 3, dead: 0 })
    expect((await subjects(root, { state: 'failed' })).length).toBe(1)
  })
})

test('mails of long ago are forgotten, unless they still wait', async () => {
  await clear()
  const old = { createdAt: new Date('2025-01-01') }
  await change(await queued(cast, {}, 'old and sent'), { ...old, sentAt: NOW })
  await change(await queued(cast, {}, 'old and waiting'), old)
  await change(await queued(cast, {}, 'new and sent'), { createdAt: NOW, sentAt: NOW })
  expect(await forgetOldMails(system, NOW)).toBe(1)
  expect((await subjects(cast.alice)).sort()).toEqual(['new and sent', 'old and waiting'])
})
