import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { isReadOnlyRefusal, withSystem } from '@/db/client'
import { machines, supportCodes, users } from '@/db/schema'
import { canReadAudit } from '@/lib/audit/policy'
import { chooseLanguage, signOut } from '@/lib/auth/commands'
import { enterSupportAccess, quitSupportAccess } from '@/lib/auth/support'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import { suspendContract } from '@/lib/contracts/commands'
import { getContract, listContracts } from '@/lib/contracts/queries'
import { listContractsSchema } from '@/lib/contracts/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import type { Brand } from '@/lib/hosts/types'
import { addMachine, renewIdentificationKey, revealIdentificationKey } from '@/lib/machines/commands'
import { changePassword, updateProfile } from '@/lib/profile/commands'
import { getProfile } from '@/lib/profile/queries'
import { endOtherSessions } from '@/lib/profile/sessions'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { endSupportAccess, makeSupportLink, showSupportCode } from '@/lib/support/commands'
import { openSupportAccess, openSupportAccessFor } from '@/lib/support/opening'
import { findOpenAccess, listOpenAccesses } from '@/lib/support/queries'
import { auditOf } from '@/tests/support/audit'
import { type Cast, makeCast, must, PASSWORD, signedIn, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { makeConsole, makeOperator } from '@/tests/support/operator'
import { enterLook, lookInto, openLook, whoLooks } from '@/tests/support/support-look'

testDatabase()
let cast: Cast
let console: Brand
let olga: OperatorActor
beforeAll(async () => {
  cast = await makeCast()
  console = await makeConsole(cast.alpine)
  olga = await makeOperator(console, 'olga')
})

const MINUTE = 60_000
const now = () => new Date()
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE)
const origin = (at: Date) => ({ now: at, address: '198.51.100.1', userAgent: 'tests' })
const UNKNOWN = { ok: false, reason: 'unknown_code' }

const open = (by: UserActor, operator = olga) => openLook(by, operator)
const enter = (accessId: string, operator = olga, brand = cast.alpine) => enterLook(accessId, operator, brand)
const visitor = (sessionId: string, at = now(), brand = cast.alpine) => whoLooks(sessionId, brand, at)
const visit = (by: UserActor) => lookInto(by, olga, cast.alpine)

describe('a support code', () => {
  test('is kept as a hash alone, and showing it is audited', async () => {
    const { code, expiresAt } = await showSupportCode(cast.bob, now())
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(9 * MINUTE)
    const [row] = await withSystem('tests', (tx) => tx.select().from(supportCodes).where(eq(supportCodes.userId, cast.bob.userId)))
    expect(JSON.stringify({ ...row, text: row?.codeHash.toString('latin1') })).not.toContain(code.slice(0, 4))
    expect(await auditOf(cast.bob.userId)).toContainEqual(expect.objectContaining({ action: 'support.code_shown', by: 'bob' }))
  })

  test('opens once', async () => {
    const { code } = await showSupportCode(cast.alice, now())
    const both = await Promise.all([openSupportAccess(olga, code.toLowerCase(), now()), openSupportAccess(olga, code, now())])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toEqual(UNKNOWN)
  })

  test('is replaced by the next one, and too old after ten minutes', async () => {
    const mallory = await makeOperator(console, 'olga2')
    const [first, second] = [await showSupportCode(cast.alice, now()), await showSupportCode(cast.alice, now())]
    expect(await openSupportAccess(mallory, first.code, now())).toEqual(UNKNOWN)
    expect(await openSupportAccess(mallory, second.code, later(11))).toEqual(UNKNOWN)
    expect((await openSupportAccess(mallory, second.code, later(9))).ok).toBe(true)
  })

  test('of a suspended account opens nothing', async () => {
    const { code } = await showSupportCode(cast.carol, now())
    must(await suspendReseller(system, cast.carol.resellerId, now()))
    expect(await openSupportAccess(await makeOperator(console, 'olga3'), code, now())).toEqual(UNKNOWN)
    must(await reactivateReseller(system, cast.carol.resellerId))
  })

  test('cannot be guessed: after five wrong ones even the right one has to wait a quarter of an hour', async () => {
    const mallory = await makeOperator(console, 'mallory')
    const { code } = await showSupportCode(cast.alice, now())
    const wrong = await Promise.all(Array.from({ length: 8 }, (_, try_) => openSupportAccess(mallory, `AAAA-AAA${try_}`, now())))
    expect(wrong.filter((result) => !result.ok && result.reason === 'unknown_code')).toHaveLength(5)
    expect(await openSupportAccess(mallory, code, now())).toEqual({ ok: false, reason: 'too_many' })
    expect((await auditOf(mallory.userId)).filter(({ action }) => action === 'support.code_refused')).toHaveLength(5)
    expect(await openSupportAccess(mallory, 'AAAA-AAAA', later(16))).toEqual(UNKNOWN)
  })

  test('opens from the command line too, in an operator’s name; without one it is a 404', async () => {
    const { code } = await showSupportCode(cast.alice, now())
    await expect(openSupportAccessFor(system, 'nobody', code, now())).rejects.toThrow(NotFoundError)
    const { accessId } = must(await openSupportAccessFor(system, 'OLGA', code, now()))
    expect(await visitor(await enter(accessId))).toMatchObject({ displayName: 'olga' })
  })
})

describe('the link to the account', () => {
  test('leads to the brand’s own host, once and within a minute', async () => {
    const { accessId } = await open(cast.alice)
    const url = new URL(await makeSupportLink(olga, accessId, now()))
    expect(url.origin).toBe('https://admin.alpine.test')
    const token = url.searchParams.get('link') ?? ''
    const invalid = { ok: false, reason: 'invalid_link' }
    expect(await enterSupportAccess(cast.other, token, origin(now()))).toEqual(invalid)
    expect(await enterSupportAccess(cast.alpine, token, origin(later(2)))).toEqual(invalid)
    expect((await enterSupportAccess(cast.alpine, token, origin(now()))).ok).toBe(true)
    expect(await enterSupportAccess(cast.alpine, token, origin(now()))).toEqual(invalid)
    expect(await enterSupportAccess(cast.alpine, '', origin(now()))).toEqual(invalid)
  })

  test('is made for the operator who opened the look alone, and no longer once it ended', async () => {
    const { accessId } = await open(cast.alice)
    await expect(makeSupportLink(await makeOperator(console, 'oscar'), accessId, now())).rejects.toThrow(NotFoundError)
    const url = new URL(await makeSupportLink(olga, accessId, now()))
    must(await endSupportAccess(cast.alice, accessId, now()))
    expect(await enterSupportAccess(cast.alpine, url.searchParams.get('link') ?? '', origin(now()))).toMatchObject({ ok: false })
    await expect(makeSupportLink(olga, accessId, now())).rejects.toThrow(NotFoundError)
  })
})

describe('who looks in', () => {
  test('sees what the user sees who gave the code, and nothing of another account', async () => {
    const contracts = async (actor: UserActor) => (await listContracts(actor, listContractsSchema.parse({}))).rows.map(({ title }) => title)
    expect(await contracts(await visit(cast.alice))).toEqual(['Bakery', 'Garage'])
    const asBob = await visit(cast.bob)
    expect(await contracts(asBob)).toEqual(['Garage'])
    await expect(getContract(asBob, cast.contracts.west)).rejects.toThrow(NotFoundError)
    await expect(getContract(asBob, cast.contracts.carols)).rejects.toThrow(NotFoundError)
  })

  test('has no right but that to restore, is no administrator, and reads no audit log', async () => {
    const actor = await visit(cast.alice)
    expect(actor).toMatchObject({ role: 'member', rights: { kits: false, configure: false, restore: true, comment: false } })
    expect(canReadAudit(actor)).toBe(false)
  })

  test('has not even that one where who gave the code has it not', async () => {
    expect((await visit(cast.bob)).rights.restore).toBe(false)
  })

  test('changes nothing: every command is refused by the database itself', async () => {
    const actor = await visit(cast.alice)
    const commands = [
      () => suspendContract(actor, cast.contracts.west, now()),
      () => addMachine(actor, { contractId: cast.contracts.west, name: 'PC-NEW' }),
      () => revealIdentificationKey(actor, cast.machines.west.machineId),
      () => renewIdentificationKey(actor, cast.machines.west.machineId, now()),
    ]
    for (const command of commands) expect(await command().catch(isReadOnlyRefusal)).toBe(true)
    await expect(showSupportCode(actor, now())).rejects.toThrow(ForbiddenError)
    await expect(endSupportAccess(actor, actor.support?.accessId ?? '', now())).rejects.toThrow(ForbiddenError)
    expect(await withSystem('tests', (tx) => tx.$count(machines, eq(machines.name, 'PC-NEW')))).toBe(0)
  })

  test('has no profile on the account’s host: the operator’s own stays as it is', async () => {
    const actor = await visit(cast.alice)
    await chooseLanguage(actor, 'en')
    await expect(getProfile(actor)).rejects.toThrow(NotFoundError)
    await expect(updateProfile(actor, { displayName: 'Mallory', locale: 'en' })).rejects.toThrow(ForbiddenError)
    await expect(changePassword(actor, { current: PASSWORD, next: 'another-long-one' }, origin(now()))).rejects.toThrow(ForbiddenError)
    await expect(endOtherSessions(actor, now())).rejects.toThrow(ForbiddenError)
    const [row] = await withSystem('tests', (tx) => tx.select().from(users).where(eq(users.id, olga.userId)))
    expect(row?.locale).toBeNull()
  })

  test('is no user of the account where another brand’s host is asked', async () => {
    const sessionId = await enter((await open(cast.alice)).accessId)
    expect(await visitor(sessionId, now(), cast.other)).toBeNull()
    expect(await visitor(sessionId, now(), console)).toBeNull()
  })
})

describe('a look ends', () => {
  const entered = async () => {
    const { accessId } = await open(cast.alice)
    return { accessId, sessionId: await enter(accessId) }
  }

  test('by itself after thirty minutes', async () => {
    const { sessionId } = await entered()
    expect(await visitor(sessionId, later(29))).not.toBeNull()
    expect(await visitor(sessionId, later(31))).toBeNull()
  })

  test('when an administrator of the account shows it out; a member may not, and another account’s is a 404', async () => {
    const { accessId, sessionId } = await entered()
    await expect(endSupportAccess(cast.bob, accessId, now())).rejects.toThrow(ForbiddenError)
    await expect(endSupportAccess(cast.carol, accessId, now())).rejects.toThrow(NotFoundError)
    await expect(endSupportAccess(cast.alice, 'now', now())).rejects.toThrow(NotFoundError)
    expect(await visitor(sessionId)).not.toBeNull()
    must(await endSupportAccess(cast.alice, accessId, now()))
    expect(await visitor(sessionId)).toBeNull()
    expect(await endSupportAccess(cast.alice, accessId, now())).toEqual({ ok: false, reason: 'ended' })
  })

  test('when its operator quits or signs out of it', async () => {
    for (const leave of [(actor: UserActor) => quitSupportAccess(actor, now()), (actor: UserActor) => signOut(actor, now())]) {
      const { sessionId } = await entered()
      const actor = await visitor(sessionId)
      if (actor?.kind !== 'user') throw new Error('nobody looks in')
      const back = await leave(actor)
      if (back) expect(back).toBe('https://console.platform.test/operator/support')
      expect(await visitor(sessionId)).toBeNull()
      expect(await auditOf(cast.resellerId)).toContainEqual(
        expect.objectContaining({ action: 'support.ended', by: 'olga', kind: 'operator', address: '198.51.100.1' }),
      )
    }
  })

  test('with the operator’s session in the console', async () => {
    const oscar = await makeOperator(console, 'oswald')
    const sessionId = await enter((await open(cast.alice, oscar)).accessId, oscar)
    expect(await visitor(sessionId)).not.toBeNull()
    await signOut(oscar, now())
    expect(await visitor(sessionId)).toBeNull()
  })

  test('when the account is suspended, or who gave the code is gone', async () => {
    const { sessionId } = await entered()
    must(await suspendReseller(system, cast.resellerId, now()))
    expect(await visitor(sessionId)).toBeNull()
    must(await reactivateReseller(system, cast.resellerId))
    const asBerthe = await enter((await open(cast.berthe)).accessId)
    await withSystem('tests', (tx) => tx.delete(users).where(eq(users.id, cast.berthe.userId)))
    expect(await visitor(asBerthe)).toBeNull()
  })
})

test('everybody of the account is told while it lasts, and nobody of another', async () => {
  const { accessId } = await open(await signedIn(cast.other, 'carol'))
  expect(await findOpenAccess(cast.carol, now())).toMatchObject({ id: accessId, operatorName: 'olga', grantedByName: 'carol' })
  expect(await findOpenAccess(cast.carol, later(31))).toBeNull()
  const seen = await listOpenAccesses(olga, now(), cast.carol.resellerId)
  expect(seen).toMatchObject([{ id: accessId, resellerName: 'other reseller', isOwn: true, enteredAt: null }])
  const oscar = await makeOperator(console, 'otto')
  expect(await listOpenAccesses(oscar, now(), cast.carol.resellerId)).toMatchObject([{ isOwn: false }])
  must(await endSupportAccess(oscar, accessId, now()))
  expect(await findOpenAccess(cast.carol, now())).toBeNull()
})

test('the log of the account names both: who looked in, and who had let them', async () => {
  const { accessId } = await open(cast.carol)
  await enter(accessId, olga, cast.other)
  const events = (await auditOf(cast.carol.resellerId)).filter(({ action }) => action.startsWith('support.'))
  expect(events.slice(-2)).toMatchObject([
    { action: 'support.opened', by: 'olga', kind: 'operator', resellerId: cast.carol.resellerId, address: '198.51.100.1' },
    { action: 'support.entered', by: 'olga', kind: 'operator', resellerId: cast.carol.resellerId },
  ])
})
