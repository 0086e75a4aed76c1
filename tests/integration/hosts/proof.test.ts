import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { brandHosts } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { addBrand } from '@/lib/brands/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { addHost, claimHost, removeHost, verifyClaimedHosts, verifyHost } from '@/lib/hosts/commands'
import { getDirectory, listHosts } from '@/lib/hosts/queries'
import { setHostSettings } from '@/lib/hosts/settings'
import type { HostRow } from '@/lib/hosts/types'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { type DnsServer, startDnsServer } from '@/tests/support/dns-server'

testDatabase()
let cast: Cast
let dns: DnsServer
beforeAll(async () => {
  cast = await makeCast()
  dns = await startDnsServer()
  must(await addHost(system, { brandId: await operatorBrand(), host: 'console.platform.test' }, new Date()))
})
beforeEach(() => setHostSettings({ technicalHosts: ['agents.platform.test'], dnsServers: [dns.address] }))
afterAll(() => dns.close())

const answers = async (host: string) => (await getDirectory(host)).find(host)?.slug
const operatorBrand = async () =>
  must(await addBrand(system, { slug: 'console', audience: 'operator', productName: 'Console', accentColor: '#334155' })).brandId

/** A claim of Alice's brand, as its editor shows it. */
async function claim(host: string, actor: UserActor = cast.alice): Promise<HostRow> {
  must(await claimHost(actor, { brandId: actor.brandId, host }))
  return shown(host, actor)
}

async function shown(host: string, actor: UserActor = cast.alice): Promise<HostRow> {
  const row = (await listHosts(system, actor.brandId)).find((each) => each.host === host)
  if (!row) throw new Error(`no ${host}`)
  return row
}

/** Puts the record of a claim into the DNS. */
const prove = ({ record }: HostRow): void => dns.set(record.name, [record.value])

describe('claiming a host', () => {
  test('shows the record to set, and nothing answers there before it stands', async () => {
    must(await claimHost(cast.alice, { brandId: cast.alpine.id, host: ' Backup.Alpine.TEST ' }))
    const row = await shown('backup.alpine.test')
    expect(row).toMatchObject({ host: 'backup.alpine.test', verifiedAt: null, problem: null })
    expect(row.record).toEqual({ name: '_portal-verification.backup.alpine.test', value: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(await answers('backup.alpine.test')).toBeUndefined()
    expect((await auditOf(cast.alpine.id)).at(-1)).toMatchObject({ action: 'host.claimed', by: 'alice', resellerId: cast.resellerId })
  })

  test.each([
    ['admin.other.test', 'host_taken'],
    ['ADMIN.OTHER.TEST', 'host_taken'],
    ['admin.alpine.test', 'already_claimed'],
    ['console.platform.test', 'platform_host'],
    ['agents.platform.test', 'platform_host'],
    ['*.alpine.test', 'wildcard'],
    ['203.0.113.7', 'ip_address'],
    ['[2001:db8::1]', 'ip_address'],
    ['0x7f.0x1', 'ip_address'],
    ['https://admin.alpine.test/', 'malformed'],
    ['localhost', 'malformed'],
    [`${'a.'.repeat(120)}test`, 'too_long'],
  ])('%s is refused: %s', async (host, reason) => {
    expect(await claimHost(cast.alice, { brandId: cast.alpine.id, host })).toEqual({ ok: false, reason })
  })

  test('is open to several brands until one of them proves it', async () => {
    const [mine, theirs] = [await claim('contested.test'), await claim('contested.test', cast.carol)]
    expect(mine.record.value).not.toBe(theirs.record.value)
    dns.set(mine.record.name, ['something else', theirs.record.value])
    expect(await verifyHost(cast.alice, mine.id, new Date())).toEqual({ ok: false, reason: 'other_value' })
    must(await verifyHost(cast.carol, theirs.id, new Date()))
    expect(await answers('contested.test')).toBe('other')
    dns.set(mine.record.name, [mine.record.value, theirs.record.value])
    expect(await verifyHost(cast.alice, mine.id, new Date())).toEqual({ ok: false, reason: 'host_taken' })
    expect(await shown('contested.test')).toMatchObject({ verifiedAt: null, problem: 'host_taken' })
  })

  test('has an end', async () => {
    const more = Array.from({ length: 25 }, (_, number) => claimHost(cast.carol, { brandId: cast.other.id, host: `n${number}.other.test` }))
    const refused = (await Promise.all(more)).filter((result) => !result.ok)
    expect(refused.length).toBeGreaterThanOrEqual(5)
    expect(new Set(refused.map((result) => !result.ok && result.reason))).toEqual(new Set(['too_many']))
    await withSystem('tests', (tx) => tx.delete(brandHosts).where(eq(brandHosts.brandId, cast.other.id)))
    must(await addHost(system, { brandId: cast.other.id, host: 'admin.other.test' }, new Date()))
  })

  test('for another brand is a 404, and by a member a 403', async () => {
    const host = 'new.alpine.test'
    await expect(claimHost(cast.carol, { brandId: cast.alpine.id, host })).rejects.toThrow(NotFoundError)
    await expect(listHosts(cast.carol, cast.alpine.id)).rejects.toThrow(NotFoundError)
    for (const actor of [cast.bob, cast.berthe]) {
      await expect(claimHost(actor, { brandId: cast.alpine.id, host })).rejects.toThrow(ForbiddenError)
      await expect(listHosts(actor, cast.alpine.id)).rejects.toThrow(ForbiddenError)
    }
  })

  test('that cannot be audited does not happen', async () => {
    await withoutAudit(() => claim('silent.alpine.test'))
    await expect(shown('silent.alpine.test')).rejects.toThrow()
  })
})

describe('the proof', () => {
  test('lets the brand answer at once, and is audited', async () => {
    const row = await claim('proven.alpine.test')
    expect(await answers(row.host)).toBeUndefined()
    prove(row)
    const now = new Date('2026-11-22T10:00:00Z')
    must(await verifyHost(cast.alice, row.id, now))
    expect(await answers(row.host)).toBe('alpine')
    expect(await shown(row.host)).toMatchObject({ verifiedAt: now, checkedAt: now, problem: null })
    expect((await auditOf(cast.alpine.id)).at(-1)).toMatchObject({ action: 'host.verified', by: 'alice', subject: row.host })
    must(await verifyHost(cast.alice, row.id, new Date()))
  })

  test.each([
    ['no record', 'no_record', undefined],
    ['no text', 'no_record', []],
    ['another brand’s token', 'other_value', ['0'.repeat(32)]],
    ['the token with more around it', 'other_value', ['x'.repeat(200)]],
    ['a name server that fails', 'no_answer', 'servfail' as const],
    ['a name server that says nothing', 'no_answer', 'silence' as const],
  ])('with %s does not stand: %s', async (_, problem, answer) => {
    const row = await claim(`${problem.replace('_', '-')}-${String(answer).slice(0, 4).replace(/\W/g, '') || 'x'}.alpine.test`)
    if (answer) dns.set(row.record.name, answer)
    const now = new Date()
    expect(await verifyHost(cast.alice, row.id, now)).toEqual({ ok: false, reason: problem })
    expect(await shown(row.host)).toMatchObject({ verifiedAt: null, checkedAt: now, problem })
    expect(await answers(row.host)).toBeUndefined()
  })

  test('may come in pieces, in quotes and among others', async () => {
    const row = await claim('pieces.alpine.test')
    dns.set(row.record.name, ['v=spf1 -all', [`"${row.record.value.slice(0, 9)}`, `${row.record.value.slice(9)}"`]])
    must(await verifyHost(cast.alice, row.id, new Date()))
  })

  test('of another brand is a 404, and by a member a 403', async () => {
    const row = await claim('foreign.alpine.test')
    prove(row)
    await expect(verifyHost(cast.carol, row.id, new Date())).rejects.toThrow(NotFoundError)
    await expect(verifyHost(cast.carol, 'no-id', new Date())).rejects.toThrow(NotFoundError)
    await expect(verifyHost(cast.bob, row.id, new Date())).rejects.toThrow(NotFoundError)
    expect(await answers(row.host)).toBeUndefined()
  })

  test('that cannot be audited does not stand', async () => {
    const row = await claim('unaudited.alpine.test')
    prove(row)
    await withoutAudit(() => verifyHost(cast.alice, row.id, new Date()))
    expect(await shown(row.host)).toMatchObject({ verifiedAt: null })
  })
})

describe('the job', () => {
  test('finds the records that were set meanwhile, and does nothing twice', async () => {
    const [set, unset] = [await claim('job.alpine.test'), await claim('job-not.alpine.test')]
    prove(set)
    await verifyClaimedHosts(system, new Date(Date.now() + 3 * 60_000))
    expect(await answers(set.host)).toBe('alpine')
    expect(await shown(unset.host)).toMatchObject({ verifiedAt: null, problem: 'no_record' })
    const asked = dns.asked.length
    await verifyClaimedHosts(system, new Date(Date.now() + 3 * 60_000))
    expect(dns.asked.length).toBe(asked)
  })

  test('asks seldom for an old claim, and in the end no more', async () => {
    const row = await claim('old.alpine.test')
    const asks = async (days: number, minutesAgo: number): Promise<boolean> => {
      const now = Date.now()
      const [createdAt, checkedAt] = [new Date(now - days * 86_400_000), new Date(now - minutesAgo * 60_000)]
      await withSystem('tests', (tx) => tx.update(brandHosts).set({ createdAt, checkedAt }).where(eq(brandHosts.id, row.id)))
      const before = dns.asked.filter((name) => name === row.record.name).length
      await verifyClaimedHosts(system, new Date(now))
      return dns.asked.filter((name) => name === row.record.name).length > before
    }
    expect([await asks(0, 1), await asks(0, 3), await asks(0.5, 3), await asks(0.5, 16)]).toEqual([false, true, false, true])
    expect([await asks(2, 16), await asks(2, 61), await asks(15, 61)]).toEqual([false, true, false])
  })
})

describe('vouching', () => {
  test('makes a claim of the brand answer without proof, and tells the owner’s log', async () => {
    const row = await claim('vouched.alpine.test')
    must(await addHost(system, { brandId: cast.alpine.id, host: row.host }, new Date()))
    expect(await answers(row.host)).toBe('alpine')
    expect(await shown(row.host)).toMatchObject({ id: row.id, problem: null })
    expect((await auditOf(cast.alpine.id)).at(-1)).toMatchObject({ action: 'host.added', resellerId: cast.resellerId })
  })

  test('for a technical host, or for what is none, is refused', async () => {
    const add = (host: string) => addHost(system, { brandId: cast.alpine.id, host }, new Date())
    expect(await add('agents.platform.test')).toEqual({ ok: false, reason: 'platform_host' })
    expect(await add('*.alpine.test')).toEqual({ ok: false, reason: 'wildcard' })
    await expect(addHost(system, { brandId: cast.resellerId, host: 'x.test' }, new Date())).rejects.toThrow(NotFoundError)
  })

  test('by two at the same moment for the same host goes to one', async () => {
    const both = await Promise.all(
      [cast.alpine, cast.other].map((brand) => addHost(system, { brandId: brand.id, host: 'rush.test' }, new Date())),
    )
    expect(both.filter(({ ok }) => ok).length).toBe(1)
    const winner = both[0]?.ok ? cast.alice : cast.carol
    must(await removeHost(winner, { hostId: (await shown('rush.test', winner)).id, confirmation: 'rush.test' }))
  })
})

describe('removing a host', () => {
  const remove = (actor: UserActor, { id, host }: HostRow, confirmation = host) => removeHost(actor, { hostId: id, confirmation })

  test('ends its answers at once, and is audited', async () => {
    const row = await claim('leaving.alpine.test')
    prove(row)
    must(await verifyHost(cast.alice, row.id, new Date()))
    expect(await answers(row.host)).toBe('alpine')
    must(await remove(cast.alice, row))
    expect(await answers(row.host)).toBeUndefined()
    expect((await auditOf(cast.alpine.id)).at(-1)).toMatchObject({ action: 'host.removed', by: 'alice', subject: row.host })
  })

  test('that is the last verified one is refused, also when two are removed at once', async () => {
    const first = await shown('admin.other.test', cast.carol)
    await claim('spare.other.test', cast.carol)
    expect(await remove(cast.carol, first)).toEqual({ ok: false, reason: 'last_host' })
    const second = await claim('second.other.test', cast.carol)
    prove(second)
    must(await verifyHost(cast.carol, second.id, new Date()))
    const both = await Promise.all([first, second].map((row) => remove(cast.carol, row)))
    expect(both.filter(({ ok }) => ok).length).toBe(1)
    expect(both).toContainEqual({ ok: false, reason: 'last_host' })
  })

  test('with another name typed out is refused', async () => {
    const row = await claim('typed.alpine.test')
    expect(await remove(cast.alice, row, 'typed.alpine')).toEqual({ ok: false, reason: 'confirmation_differs' })
  })

  test('of another brand is a 404, by a member a 403', async () => {
    await expect(remove(cast.carol, await claim('kept.alpine.test'))).rejects.toThrow(NotFoundError)
    await expect(remove(cast.berthe, await shown('admin.alpine.test'))).rejects.toThrow(ForbiddenError)
  })

  test('that cannot be audited does not happen', async () => {
    const row = await claim('unremoved.alpine.test')
    await withoutAudit(() => remove(cast.alice, row))
    expect(await shown(row.host)).toBeDefined()
  })
})
