import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddress, dropClientFacts, isSecure } from '@/lib/hosts/request'

const request = (headers: Record<string, string>, socket: object = { remoteAddress: '198.51.100.9' }) =>
  ({ headers, socket }) as unknown as IncomingMessage

test.each([
  ['no proxy: what the client claims counts for nothing', 0, '10.0.0.1', '198.51.100.9'],
  ['one proxy: the last entry, which it wrote itself', 1, '6.6.6.6, 203.0.113.5', '203.0.113.5'],
  ['two proxies: the entry of the outer one', 2, '6.6.6.6, 203.0.113.5, 10.0.0.1', '203.0.113.5'],
  ['spaces and empty parts', 1, '6.6.6.6 ,, 203.0.113.5 ,', '203.0.113.5'],
  ['fewer entries than proxies: the socket', 3, '203.0.113.5, 10.0.0.1', '198.51.100.9'],
  ['an empty header: the socket', 1, '', '198.51.100.9'],
])('the client’s address with %s', (_, proxies, forwarded, expected) => {
  expect(clientAddress(request({ 'x-forwarded-for': forwarded }), proxies)).toBe(expected)
})

test('the client’s address without a forwarding header is the socket’s, in its plain form', () => {
  expect(clientAddress(request({}), 1)).toBe('198.51.100.9')
  expect(clientAddress(request({}, { remoteAddress: '::ffff:198.51.100.9' }), 0)).toBe('198.51.100.9')
  expect(clientAddress(request({}, { remoteAddress: '2001:db8::1' }), 0)).toBe('2001:db8::1')
})

test('a socket that is gone has no address', () => {
  expect(clientAddress(request({}, {}), 0)).toBeNull()
})

test.each([
  ['a TLS socket', {}, { encrypted: true }, 0, true],
  ['a plain socket', {}, {}, 0, false],
  ['a client that claims TLS without a proxy', { 'x-forwarded-proto': 'https' }, {}, 0, false],
  ['a trusted proxy that says TLS', { 'x-forwarded-proto': 'https' }, {}, 1, true],
  ['a trusted proxy that says plain', { 'x-forwarded-proto': 'http' }, {}, 1, false],
  ['a trusted proxy that says nothing', {}, {}, 1, false],
])('%s: secure or not', (_, headers, socket, proxies, expected) => {
  expect(isSecure(request(headers as Record<string, string>, socket), proxies)).toBe(expected)
})

test('what a client says of itself is replaced by what is known', () => {
  const asked = request({
    host: 'admin.alpine.test',
    accept: 'text/html',
    'x-portal-host': 'admin.other.test',
    'x-portal-address': '6.6.6.6',
    'x-portal-anything': 'else',
    'x-middleware-subrequest': 'middleware:middleware',
    'x-forwarded-proto': 'https',
  })
  dropClientFacts(asked, { address: '203.0.113.5', secure: false })
  expect(asked.headers).toEqual({
    host: 'admin.alpine.test',
    accept: 'text/html',
    'x-portal-address': '203.0.113.5',
    'x-forwarded-proto': 'http',
  })
})

test('an unknown address is empty and never the client’s claim', () => {
  const asked = request({ 'x-portal-address': '6.6.6.6' })
  dropClientFacts(asked, { address: null, secure: true })
  expect(asked.headers).toEqual({ 'x-portal-address': '', 'x-forwarded-proto': 'https' })
})
