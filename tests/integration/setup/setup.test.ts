import { beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { auditEvents, brandHosts, brands, setupCodes, users } from '@/db/schema'
import { signIn } from '@/lib/auth/commands'
import { findSessionActor } from '@/lib/auth/queries'
import { systemActor } from '@/lib/auth/system'
import { addBrand } from '@/lib/brands/commands'
import { getDirectory, refreshDirectory } from '@/lib/hosts/queries'
import { openSetUp, setUpPlatform } from '@/lib/setup/commands'
import type { SetUp } from '@/lib/setup/schema'
import { withoutAudit } from '@/tests/support/audit'
import { must, PASSWORD, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()

const NOW = new Date()
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const from = (address: string | null) => systemActor('set-up', address)
const facts = (code: string): SetUp => ({
  code,
  productName: 'Platform',
  host: 'console.platform.test',
  locale: 'en',
  displayName: 'Olga',
  userName: 'olga',
  email: 'olga@platform.test',
  password: PASSWORD,
})
const counts = () =>
  withSystem('tests', async (tx) => [
    await tx.$count(brands),
    await tx.$count(brandHosts),
    await tx.$count(users),
    await tx.$count(setupCodes),
  ])
const open = async (now = NOW) => (await openSetUp(system, now)) ?? ''

/** Each test begins with an empty platform; its log stays, as it always does, so each comes from an address of its own. */
let address = '203.0.113.0'
let number = 0
beforeEach(async () => {
  number++
  address = `203.0.113.${number}`
  await withSystem('tests', async (tx) => {
    await tx.delete(users)
    await tx.delete(brands)
    await tx.delete(setupCodes)
  })
})

describe('setting the platform up', () => {
  test('makes its brand, its host and the first operator, who can sign in there', async () => {
    const code = await open()
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/)
    expect(await setUpPlatform(from(address), facts(code.toLowerCase()), NOW)).toEqual({
      ok: true,
      value: { url: 'https://console.platform.test/sign-in' },
    })
    const brand = (await getDirectory('console.platform.test')).find('console.platform.test')
    if (!brand) throw new Error('the host does not answer')
    expect(brand).toMatchObject({ audience: 'operator', productName: 'Platform', locale: 'en' })
    const origin = { now: NOW, address, userAgent: null }
    const { sessionId } = must(await signIn(brand, { userName: 'olga', password: PASSWORD }, origin))
    expect(await findSessionActor({ sessionId, brandId: brand.id }, brand, origin)).toMatchObject({ kind: 'operator', displayName: 'Olga' })
  })

  test('is audited with the address, and keeps neither code nor password', async () => {
    const code = await open()
    must(await setUpPlatform(from(address), facts(code), NOW))
    const events = await withSystem('tests', (tx) => tx.select().from(auditEvents))
    const actions = events.filter((event) => event.address === address).map(({ action }) => action)
    expect(actions.sort()).toEqual(['host.added', 'platform.set_up', 'user.added'])
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${PASSWORD}|${code}`))
    expect((await counts())[3]).toBe(0)
  })

  test('works once, also when two come at the same moment', async () => {
    const code = await open()
    const both = await Promise.all([setUpPlatform(from(address), facts(code), NOW), setUpPlatform(from(address), facts(code), NOW)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both).toContainEqual({ ok: false, reason: 'already_set_up' })
    expect(await setUpPlatform(from(address), facts(code), NOW)).toEqual({ ok: false, reason: 'already_set_up' })
    expect(await counts()).toEqual([1, 1, 1, 0])
  })

  test('that cannot be audited does not happen', async () => {
    const code = await open()
    await withoutAudit(() => setUpPlatform(from(address), facts(code), NOW))
    expect(await counts()).toEqual([0, 0, 0, 1])
  })

  test.each([
    ['an IP address for a host', { host: '10.0.0.1' }],
    ['a single label for a host', { host: 'localhost' }],
    ['a short password', { password: 'eleven char' }],
    ['a name with a space', { userName: 'a b' }],
    ['no code', { code: ' ' }],
  ])('with %s is refused, and the code still works', async (_, wrong) => {
    const code = await open()
    await expect(setUpPlatform(from(address), { ...facts(code), ...wrong }, NOW)).rejects.toMatchObject({ name: 'ZodError' })
    expect((await setUpPlatform(from(address), facts(code), NOW)).ok).toBe(true)
  })
})

describe('the code', () => {
  test('is replaced by that of a later start', async () => {
    const [first, second] = [await open(), await open(later(1))]
    expect(await setUpPlatform(from(address), facts(first), NOW)).toEqual({ ok: false, reason: 'wrong_code' })
    expect((await setUpPlatform(from(address), facts(second), NOW)).ok).toBe(true)
  })

  test('is none where the platform has begun, by whatever way', async () => {
    const code = await open()
    must(await addBrand(system, { slug: 'first', productName: 'First', accentColor: '#0a7b91' }))
    expect(await openSetUp(system, NOW)).toBeNull()
    expect(await setUpPlatform(from(address), facts(code), NOW)).toEqual({ ok: false, reason: 'already_set_up' })
  })

  test('cannot be guessed: after five wrong ones the address waits a quarter of an hour, others do not', async () => {
    const code = await open()
    const wrong = await Promise.all(Array.from({ length: 8 }, () => setUpPlatform(from(address), facts('AAAA-AAAA-AAAA'), NOW)))
    expect(wrong.filter((result) => !result.ok && result.reason === 'wrong_code')).toHaveLength(5)
    expect(await setUpPlatform(from(address), facts(code), NOW)).toEqual({ ok: false, reason: 'too_many' })
    expect(await setUpPlatform(from(address), facts('AAAA-AAAA-AAAA'), later(16))).toEqual({ ok: false, reason: 'wrong_code' })
    expect((await setUpPlatform(from('198.51.100.200'), facts(code), NOW)).ok).toBe(true)
  })
})

test('the directory says so while there is nothing, and no longer once there is', async () => {
  refreshDirectory()
  expect((await getDirectory('anything.test')).isEmpty).toBe(true)
  must(await setUpPlatform(from(address), facts(await open()), NOW))
  const directory = await getDirectory('anything.test')
  expect(directory.isEmpty).toBe(false)
  expect(directory.find('anything.test')).toBeUndefined()
  expect(directory.find('console.platform.test')).toBeDefined()
})
