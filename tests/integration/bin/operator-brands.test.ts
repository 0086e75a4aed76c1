import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brandCommands, hostCommands } from '@/bin/operator/brands'
import { getBrand } from '@/lib/brands/queries'
import { getDirectory } from '@/lib/hosts/queries'
import { setHostSettings } from '@/lib/hosts/settings'
import { type Cast, makeCast, system } from '@/tests/support/cast'
import { runCommand } from '@/tests/support/command-line'
import { testDatabase } from '@/tests/support/database'
import { type DnsServer, startDnsServer } from '@/tests/support/dns-server'
import { SQUARE, svg } from '@/tests/support/pictures'

testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'operator-brands-'))
let cast: Cast
let dns: DnsServer
beforeAll(async () => {
  cast = await makeCast()
  dns = await startDnsServer()
  setHostSettings({ technicalHosts: ['agents.test'], dnsServers: [dns.address] })
})
afterAll(async () => {
  await dns.close()
  rmSync(folder, { recursive: true })
})

const brand = (verb: string, ...args: string[]) => runCommand<Record<string, unknown>>(brandCommands[verb], ...args)
const host = (verb: string, ...args: string[]) => runCommand<{ record: { name: string; value: string } }>(hostCommands[verb], ...args)
const answers = async (name: string) => (await getDirectory(name)).find(name)?.slug

function file(content: string): string {
  const path = join(folder, randomUUID())
  writeFileSync(path, content)
  return path
}

describe('brand edit', () => {
  test('changes what is given, keeps the rest, and takes away what is empty', async () => {
    await brand('edit', '--brand', 'alpine', '--support-phone', '0450000000', '--logo', file(svg(SQUARE)), '--color', '#AA0011')
    const looks = { productName: 'alpine backup', supportPhone: '0450000000', accentColor: '#aa0011', logo: { mediaType: 'image/svg+xml' } }
    expect(await getBrand(system, cast.alpine.id)).toMatchObject(looks)
    await brand('edit', '--brand', 'alpine', '--support-phone', '', '--logo', '', '--mail-sender', 'noreply@alpine.test')
    const after = { supportPhone: null, logo: null, mailSender: 'noreply@alpine.test', accentColor: '#aa0011' }
    expect(await getBrand(system, cast.alpine.id)).toMatchObject(after)
  })

  test.each([
    ['a brand that is not there', ['--brand', 'nope'], /no brand "nope"/],
    ['a file that is not there', ['--brand', 'alpine', '--logo', '/nowhere'], /cannot be read/],
    ['a logo that is a script', ['--brand', 'alpine', '--logo', file(svg('<script/>'))], /script/],
    ['a colour that is none', ['--brand', 'alpine', '--color', 'red'], /^--color: /],
  ])('with %s says so and changes nothing', async (_, args, message) => {
    const before = await getBrand(system, cast.alpine.id)
    await expect(brand('edit', ...args)).rejects.toThrow(message)
    expect(await getBrand(system, cast.alpine.id)).toEqual(before)
  })
})

describe('a host', () => {
  test('is added with a proof, listed, verified and removed', async () => {
    const { record } = await host('add', '--brand', 'alpine', '--host', 'new.alpine.test', '--proof')
    expect(await answers('new.alpine.test')).toBeUndefined()
    await expect(host('verify', '--host', 'new.alpine.test')).rejects.toThrow(`no TXT record ${record.name}`)
    dns.set(record.name, [record.value])
    await host('verify', '--host', 'new.alpine.test')
    expect(await answers('new.alpine.test')).toBe('alpine')
    const listed = {
      hosts: [
        { brand: 'alpine', host: 'admin.alpine.test' },
        { host: 'new.alpine.test', record },
      ],
    }
    expect(await host('list', '--brand', 'alpine')).toMatchObject(listed)
    await host('remove', '--host', 'new.alpine.test')
    expect(await answers('new.alpine.test')).toBeUndefined()
  })

  test('that is vouched for answers at once', async () => {
    await host('add', '--brand', 'other', '--host', 'vouched.test')
    expect(await answers('vouched.test')).toBe('other')
  })

  test('that several brands claim has to be told with its brand', async () => {
    for (const slug of ['alpine', 'other']) await host('add', '--brand', slug, '--host', 'both.test', '--proof')
    await expect(host('remove', '--host', 'both.test')).rejects.toThrow('several brands')
    await host('remove', '--host', 'both.test', '--brand', 'other')
    await host('remove', '--host', 'both.test')
  })

  test.each([
    ['is taken', 'admin.other.test', /belongs to a brand/],
    ['is technical', 'agents.test', /platform's own/],
    ['is an address', '203.0.113.7', /IP address/],
    ['has a wildcard', '*.alpine.test', /wildcard/],
  ])('that %s is refused', async (_, name, message) => {
    await expect(host('add', '--brand', 'alpine', '--host', name)).rejects.toThrow(message)
  })

  test('that is the last one of its brand is not removed', async () => {
    await expect(host('remove', '--host', 'admin.alpine.test')).rejects.toThrow('last host')
  })
})
