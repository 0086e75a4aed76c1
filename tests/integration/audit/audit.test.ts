import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { auditEvents } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import { eachAuditBatch, listAudit, listAuditChoices } from '@/lib/audit/queries'
import type { AuditFilter } from '@/lib/audit/schema'
import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { ForbiddenError } from '@/lib/errors'
import { revealIdentificationKey } from '@/lib/machines/commands'
import { enterSpace } from '@/lib/spaces/acting'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { rowsLookedAt } from '@/tests/support/plan'

const database = testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const again = async (actor: UserActor): Promise<UserActor> => {
  const found = await findSessionActor({ sessionId: actor.sessionId, brandId: cast.alpine.id }, cast.alpine, {
    now: new Date(),
    address: null,
  })
  if (found?.kind !== 'user') throw new Error('signed out')
  return found
}
const ZONE = 'Europe/Paris'
const everything: AuditFilter = {
  period: { from: '2020-01-01', to: '2029-12-31' },
  text: '',
  person: null,
  action: null,
  subjectKind: null,
  subjectId: null,
  resellerId: null,
  before: null,
}
const actions = async (filter: Partial<AuditFilter>, actor = cast.alice) =>
  (await listAudit(actor, { ...everything, ...filter }, ZONE)).entries.map(({ action }) => action)

describe('the audit log of an account', () => {
  test('says who did what, on what, when and from where', async () => {
    await revealIdentificationKey(cast.berthe, cast.machines.west.machineId)
    const { entries } = await listAudit(cast.alice, { ...everything, action: 'machine.key_revealed' }, ZONE)
    expect(entries).toMatchObject([
      {
        actorKind: 'user',
        actorName: 'berthe',
        subjectKind: 'machine',
        subjectName: 'PC-1',
        address: '203.0.113.7',
        resellerId: cast.resellerId,
      },
    ])
    expect(Date.now() - Number(entries[0]?.at)).toBeLessThan(60_000)
  })

  test('holds nothing of another reseller, also when it is asked for by name', async () => {
    const { entries } = await listAudit(cast.alice, everything, ZONE)
    expect(entries.length).toBeGreaterThan(5)
    expect(entries.filter(({ resellerId }) => resellerId !== cast.resellerId)).toEqual([])
    expect(await actions({ text: 'carol' })).toEqual([])
    expect(await actions({ subjectId: cast.contracts.carols })).toEqual([])
    expect(await actions({ resellerId: cast.carol.resellerId })).toEqual(await actions({}))
    const choices = await listAuditChoices(cast.alice, { ...everything, person: cast.carol.userId, subjectId: cast.contracts.carols })
    expect(choices).toMatchObject({ chosenPerson: null, chosenSubject: null })
    expect(choices.people.map(({ name }) => name)).toEqual(['alice', 'berthe', 'bob'])
  })

  test('is for administrators alone, with the whole account in view', async () => {
    await expect(listAudit(cast.bob, everything, ZONE)).rejects.toThrow(ForbiddenError)
    await expect(listAuditChoices(cast.berthe, everything)).rejects.toThrow(ForbiddenError)
    await expect(eachAuditBatch(cast.bob, everything, ZONE).next()).rejects.toThrow(ForbiddenError)
    const narrowed = { ...cast.alice, scope: { ...cast.alice.scope, spaceIds: [cast.spaces.west] } }
    await expect(listAudit(narrowed, everything, ZONE)).rejects.toThrow(ForbiddenError)
  })
})

describe('for the platform', () => {
  test('it tells of all accounts, or of one', async () => {
    const all = (await listAudit(system, everything, ZONE, 1_000)).entries
    expect(new Set(all.map(({ resellerName }) => resellerName))).toEqual(new Set(['alpine reseller', 'other reseller', null]))
    const one = (await listAudit(system, { ...everything, resellerId: cast.carol.resellerId }, ZONE)).entries
    expect(new Set(one.map(({ resellerName }) => resellerName))).toEqual(new Set(['other reseller']))
    expect(await listAuditChoices(system, { ...everything, resellerId: cast.carol.resellerId })).toMatchObject({
      chosenReseller: 'other reseller',
    })
  })
})

describe('a filter', () => {
  test('narrows by person, kind of actor, action, subject and text', async () => {
    must(await suspendContract(cast.alice, cast.contracts.west, new Date()))
    expect(await actions({ person: cast.alice.userId })).toEqual(['contract.suspended', 'session.opened'])
    expect(await actions({ person: 'system', subjectKind: 'contract' })).toEqual(['contract.added', 'contract.added'])
    expect(await actions({ action: 'contract.suspended' })).toEqual(['contract.suspended'])
    expect(await actions({ subjectId: cast.contracts.west })).toEqual(['contract.suspended', 'contract.added'])
    expect(await actions({ text: 'BAKE' })).toEqual(['contract.suspended', 'contract.added'])
    expect(await actions({ text: '203.0.113', action: 'contract.suspended' })).toEqual(['contract.suspended'])
    expect(await actions({ text: '%' })).toEqual([])
  })

  test('counts whole days of the account, both included', async () => {
    const late = new Date('2024-03-10T22:30:00Z')
    await withSystem('tests', (tx) =>
      tx.insert(auditEvents).values({
        resellerId: cast.resellerId,
        at: late,
        actorKind: 'system',
        actorName: 'long ago',
        action: 'space.added',
        subjectKind: 'space',
        subjectName: 'Old',
      }),
    )
    const on = (day: string, zone: string) => listAudit(cast.alice, { ...everything, period: { from: day, to: day } }, zone)
    expect((await on('2024-03-10', 'Europe/Paris')).entries).toHaveLength(1)
    expect((await on('2024-03-11', 'Europe/Paris')).entries).toHaveLength(0)
    expect((await on('2024-03-11', 'Pacific/Auckland')).entries).toHaveLength(1)
  })
})

test('pages follow one another without a gap or a double, also within one instant', async () => {
  const at = new Date('2023-05-05T12:00:00Z')
  await withSystem('tests', async (tx) => {
    for (let number = 0; number < 25; number++) {
      await tx.execute(sql`insert into audit_events (reseller_id, at, actor_kind, actor_name, action, subject_kind, subject_name)
        values (${cast.resellerId}, ${at.toISOString()}::timestamptz + make_interval(secs => ${(number % 3) / 1_000_000}), 'system', 'many', 'space.added', 'space', ${String(number)})`)
    }
  })
  const filter = { ...everything, period: { from: '2023-05-05', to: '2023-05-05' } }
  const seen: string[] = []
  for (let before: string | null = null; ; ) {
    const page = await listAudit(cast.alice, { ...filter, before }, ZONE, 4)
    expect(page.entries.length).toBeLessThanOrEqual(4)
    seen.push(...page.entries.map(({ subjectName }) => subjectName))
    if (!page.next) break
    before = page.next
  }
  expect(seen.length).toBe(25)
  expect(new Set(seen).size).toBe(25)
  const batches = []
  for await (const batch of eachAuditBatch(cast.alice, filter, ZONE)) batches.push(...batch)
  expect(batches.map(({ subjectName }) => subjectName)).toEqual(seen)
})

test('a page of a long log is read by an index, whatever narrows it', async () => {
  await withSystem('tests', (tx) =>
    tx.execute(sql`insert into audit_events (reseller_id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_name)
      select ${cast.resellerId}, now() - make_interval(secs => n), 'user', ${cast.alice.userId}, 'alice', 'machine.alert_set', 'machine', uuidv7(), 'PC-' || n
      from generate_series(1, 30000) n`),
  )
  await withSystem('tests', (tx) => tx.execute(sql`reset role`).then(() => tx.execute(sql`analyze audit_events`)))
  const read = (actor: typeof cast.alice | typeof system, filter: Partial<AuditFilter>) =>
    rowsLookedAt(database.url(), 'audit_events', actor.scope, () => listAudit(actor, { ...everything, ...filter }, ZONE))
  for (const filter of [{}, { person: cast.alice.userId }, { action: 'machine.alert_set' }, { subjectId: cast.contracts.west }]) {
    expect(await read(cast.alice, filter), JSON.stringify(filter)).toBeLessThan(200)
    expect(await read(system, filter), JSON.stringify(filter)).toBeLessThan(200)
  }
  expect(await read(system, { text: 'PC-2999' })).toBeLessThan(200)
})

test('what an administrator does while seeing the portal as a space says so, also when the space is gone', async () => {
  await enterSpace(cast.alice, cast.spaces.west)
  const asWest = await again(cast.alice)
  must(await reactivateContract(asWest, cast.contracts.west, new Date()))
  expect((await listAudit(cast.alice, { ...everything, action: 'contract.reactivated' }, ZONE)).entries).toMatchObject([
    { actorName: 'alice', acting: { spaceName: 'West' } },
  ])
  await withSystem('tests', (tx) =>
    audit(tx, { ...asWest, acting: { spaceId: cast.alice.userId, spaceName: 'Gone' } }, 'contract.updated', {
      kind: 'contract',
      id: cast.contracts.west,
      name: 'Bakery',
      resellerId: cast.resellerId,
    }),
  )
  expect((await listAudit(cast.alice, { ...everything, action: 'contract.updated' }, ZONE)).entries).toMatchObject([
    { acting: { spaceName: null } },
  ])
})

test('what is done as a machine or by the platform bears its name', async () => {
  await withSystem('tests', (tx) =>
    audit(tx, system, 'space.added', { kind: 'space', id: cast.spaces.east, name: 'East', resellerId: cast.resellerId }, { note: 1 }),
  )
  const { entries } = await listAudit(cast.alice, { ...everything, subjectId: cast.spaces.east }, ZONE)
  expect(entries[0]).toMatchObject({ actorKind: 'system', actorId: null, actorName: 'tests', address: null, detail: { note: 1 } })
})
