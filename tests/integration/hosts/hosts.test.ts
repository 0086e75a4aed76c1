import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { queryCount, withSystem } from '@/db/client'
import { brands } from '@/db/schema'
import { addHost } from '@/lib/hosts/commands'
import { getDirectory, refreshDirectory } from '@/lib/hosts/queries'
import { withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const forget = () => {
  Reflect.deleteProperty(globalThis, 'portalDirectory')
}
const find = async (host: string) => (await getDirectory(host)).find(host)

describe('the directory of hosts', () => {
  test('knows the brand of each host, with all that its pages show', async () => {
    expect(await find('admin.alpine.test')).toEqual(cast.alpine)
    expect(await find('admin.other.test')).toEqual(cast.other)
  })

  test('knows nobody else', async () => {
    for (const host of ['', 'alpine.test', 'ADMIN.ALPINE.TEST', '__proto__', 'constructor']) expect(await find(host)).toBeUndefined()
  })

  test('is read once for many requests at the same moment, and not again while it is fresh', async () => {
    forget()
    await find('admin.alpine.test')
    const before = queryCount()
    await Promise.all(Array.from({ length: 50 }, () => find('admin.alpine.test')))
    expect(queryCount()).toBe(before)
    forget()
    await Promise.all(Array.from({ length: 50 }, () => find('admin.alpine.test')))
    const once = queryCount() - before
    forget()
    await find('admin.alpine.test')
    expect(queryCount() - before).toBe(2 * once)
  })

  test('is read again once a change is announced, and what was just being read does not come back', async () => {
    const rename = (productName: string) =>
      withSystem('tests', (tx) => tx.update(brands).set({ productName }).where(eq(brands.id, cast.other.id)))
    const name = async () => (await find('admin.other.test'))?.productName
    expect(await name()).toBe('other backup')
    await rename('Renamed')
    expect(await name()).toBe('other backup')
    refreshDirectory()
    const overtaken = name()
    await rename('Renamed again')
    refreshDirectory()
    expect(await name()).toBe('Renamed again')
    await overtaken
    expect(await name()).toBe('Renamed again')
    await rename('other backup')
    refreshDirectory()
  })

  test('is not read again for each unknown host that somebody makes up', async () => {
    forget()
    await find('admin.alpine.test')
    const before = queryCount()
    for (let number = 0; number < 20; number++) await find(`made-up-${number}.test`)
    expect(queryCount()).toBe(before)
  })
})

describe('adding a host', () => {
  test('lets its brand answer there', async () => {
    must(await addHost(system, { brandId: cast.alpine.id, host: 'second.alpine.test' }, NOW))
    forget()
    expect(await find('second.alpine.test')).toEqual(cast.alpine)
  })

  test('that has a brand is refused, for another brand and the same', async () => {
    for (const brandId of [cast.other.id, cast.alpine.id]) {
      expect(await addHost(system, { brandId, host: 'admin.alpine.test' }, NOW)).toEqual({ ok: false, reason: 'host_taken' })
    }
    forget()
    expect(await find('admin.alpine.test')).toEqual(cast.alpine)
  })

  test('that cannot be audited does not happen', async () => {
    await withoutAudit(() => addHost(system, { brandId: cast.alpine.id, host: 'silent.alpine.test' }, NOW))
    forget()
    expect(await find('silent.alpine.test')).toBeUndefined()
  })

  test('in capitals is the same host', async () => {
    expect(await addHost(system, { brandId: cast.other.id, host: 'Admin.Alpine.test' }, NOW)).toEqual({ ok: false, reason: 'host_taken' })
  })

  test.each(['admin.alpine.test:3000', 'a b.test'])('written %j never gets into the directory', async (host) => {
    expect(await addHost(system, { brandId: cast.alpine.id, host }, NOW)).toEqual({ ok: false, reason: 'malformed' })
  })
})
