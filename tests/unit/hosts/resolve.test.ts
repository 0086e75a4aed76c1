import { expect, test } from 'vitest'
import { normalizeHost, resolveHost } from '@/lib/hosts/resolve'
import type { Brand, Directory } from '@/lib/hosts/types'

const brand = (slug: string, audience: Brand['audience']): Brand => ({
  id: slug,
  slug,
  audience,
  productName: slug,
  accentColor: '#007a8f',
  resellerId: null,
  logo: null,
  favicon: null,
  supportEmail: null,
  supportPhone: null,
  supportUrl: null,
  locale: 'fr',
})
const hosts = new Map([
  ['admin.alpine.test', brand('alpine', 'portal')],
  ['admin.other.test', brand('other', 'portal')],
  ['operator.test', brand('operator', 'operator')],
])
const directory: Directory = { find: (host) => hosts.get(host), isEmpty: false }

/** Which brand answers, or why none does. */
function answer(host: string | null | undefined, path = '/'): string {
  const resolution = resolveHost(host, path, directory)
  if (resolution.kind === 'not_found') return resolution.reason
  return resolution.kind === 'set_up' ? 'set_up' : `${resolution.kind} ${resolution.brand.slug}`
}

test.each([
  ['admin.alpine.test', 'portal alpine'],
  ['admin.other.test', 'portal other'],
  ['operator.test', 'operator operator'],
  ['ADMIN.Alpine.TEST', 'portal alpine'],
  ['admin.alpine.test:3000', 'portal alpine'],
  ['admin.alpine.test:', 'portal alpine'],
  ['admin.alpine.test.', 'portal alpine'],
  ['admin.alpine.test.:443', 'portal alpine'],
])('host %j answers as %s', (host, expected) => {
  expect(answer(host)).toBe(expected)
})

test.each([
  '',
  null,
  undefined,
  'alpine.test',
  'evil.admin.alpine.test',
  'admin.alpine.test.evil.test',
  'admin.alpine.test..',
  'admin.alpine.test@evil.test',
  'admin.alpine.test/',
  ' admin.alpine.test',
  'admin.alpine.test, admin.other.test',
  '127.0.0.1:3000',
  '[::1]:3000',
  '__proto__',
  'constructor',
])('host %j is nobody’s', (host) => {
  expect(answer(host)).toBe('unknown_host')
})

test.each(['/portal', '/portal/', '/portal/alpine', '/portal/other/contracts', '/%70ortal/other', '/portal%2Fother'])(
  'the rewrite’s target %j cannot be asked for, on any host',
  (path) => {
    expect(answer('admin.alpine.test', path)).toBe('internal_path')
    expect(answer('operator.test', path)).toBe('internal_path')
  },
)

test.each(['/operator', '/operator/', '/operator/resellers', '/%6Fperator/resellers'])(
  'the operator’s console %j is not on a reseller’s host',
  (path) => {
    expect(answer('admin.alpine.test', path)).toBe('other_audience')
    expect(answer('operator.test', path)).toBe('operator operator')
  },
)

test.each(['/', '/contracts', '/portals', '/portal-news', '/operators', '/contracts/portal', '/contracts/operator', '/%', '/%zz'])(
  'path %j belongs to the brand',
  (path) => {
    expect(answer('admin.alpine.test', path)).toBe('portal alpine')
  },
)

test('an unknown host is that also for internal paths: it names no brand', () => {
  expect(answer('nobody.test', '/portal/alpine')).toBe('unknown_host')
})

test('a bracketed address keeps its colons', () => {
  expect(normalizeHost('[2001:DB8::1]:3000')).toBe('[2001:db8::1]')
})

test('while there is no brand at all, every host and path leads to the set-up, the interfaces apart', () => {
  const nothing: Directory = { find: () => undefined, isEmpty: true }
  for (const [host, path] of [
    ['anything.test', '/'],
    ['10.0.0.1:3000', '/contracts'],
    [null, '/portal/alpine'],
    ['x', '/operator'],
  ] as const) {
    expect(resolveHost(host, path, nothing)).toEqual({ kind: 'set_up' })
  }
  expect(resolveHost('anything.test', '/api/events', nothing)).toEqual({ kind: 'not_found', reason: 'unknown_host' })
})
