import { expect, test } from 'vitest'
import { hostSchema } from '@/lib/hosts/schema'

test.each([
  ['admin.alpine.test', 'admin.alpine.test'],
  [' Admin.Alpine.TEST ', 'admin.alpine.test'],
  ['a.b', 'a.b'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['1.2.3.example', '1.2.3.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  [`${'a'.repeat(63)}.test`, `${'a'.repeat(63)}.test`],
])('%j is a host', (host, expected) => {
  expect(hostSchema.parse(host)).toBe(expected)
})

test.each([
  ['', 'nothing'],
  ['localhost', 'a single label'],
  ['admin.alpine.test:3000', 'a port'],
  ['https://admin.alpine.test', 'an address of a page'],
  ['admin.alpine.test/x', 'a path'],
  ['admin.alpine.test.', 'the root’s dot'],
  ['admin..test', 'an empty label'],
  ['-admin.test', 'a leading dash'],
  ['admin-.test', 'a trailing dash'],
  ['ad_min.test', 'an underscore'],
  ['*.alpine.test', 'a wildcard'],
  ['admin.alpine.test@evil.test', 'a user before it'],
  ['admin.alpine.test\nhost.test', 'a line break'],
  ['127.0.0.1', 'an IP address'],
  ['127.1', 'a short IP address'],
  ['0x7f.0x1', 'an IP address in hexadecimal digits'],
  ['[2001:db8::1]', 'an IP address of the newer kind'],
  [`${'a'.repeat(64)}.test`, 'a label too long'],
  [`${'a.'.repeat(126)}test`, 'a name too long'],
])('%j is none: it has %s', (host) => {
  expect(hostSchema.safeParse(host).success).toBe(false)
})
