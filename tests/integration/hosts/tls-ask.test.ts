import { beforeAll, describe, expect, test } from 'vitest'
import { addHost, claimHost } from '@/lib/hosts/commands'
import { createTlsAsk, TLS_ASK_PATH } from '@/lib/hosts/tls-ask'
import { ask, testServer } from '@/tests/support/agent-door'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
const TOKEN = 'a token of the tests'
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  must(await claimHost(cast.alice, { brandId: cast.alpine.id, host: 'claimed.alpine.test' }))
})
const withToken = testServer(() => createTlsAsk({ technicalHosts: ['agents.test', 'localhost'], token: TOKEN }))
const without = testServer(() => createTlsAsk({ technicalHosts: [], token: undefined }))

type Headers = Record<string, string>
/** The status that a proxy gets, by default one on this machine. */
async function asked(query: string, headers: Headers = { host: '127.0.0.1:3000' }, port = withToken.port(), method = 'GET') {
  return (await ask(port, { method, path: `${TLS_ASK_PATH}?${query}`, headers })).status
}

describe('a proxy on this machine may make a certificate', () => {
  test.each([
    ['admin.alpine.test', 200],
    ['ADMIN.Alpine.test', 200],
    ['agents.test', 200],
    ['claimed.alpine.test', 404],
    ['nobody.test', 404],
    ['localhost', 404],
    ['127.0.0.1', 404],
    ['*.alpine.test', 404],
    ['admin.alpine.test.', 404],
    ['', 404],
  ])('for %j: %i', async (domain, status) => {
    expect(await asked(`domain=${encodeURIComponent(domain)}`)).toBe(status)
  })

  test('for a host from the moment on that it is verified', async () => {
    must(await addHost(system, { brandId: cast.alpine.id, host: 'late.alpine.test' }, new Date()))
    expect(await asked('domain=late.alpine.test')).toBe(200)
  })

  test('under any of its names', async () => {
    for (const host of ['localhost:3000', '[::1]:3000', '127.0.0.1']) expect(await asked('domain=admin.alpine.test', { host })).toBe(200)
  })

  test('only by asking: nothing is written or named', async () => {
    expect(await asked('domain=admin.alpine.test', undefined, undefined, 'POST')).toBe(404)
    const answer = await ask(withToken.port(), {
      method: 'GET',
      path: `${TLS_ASK_PATH}?domain=admin.alpine.test`,
      headers: { host: '127.0.0.1' },
    })
    expect(answer.text).not.toMatch(/alpine/i)
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})

describe('whoever comes through the proxy', () => {
  test.each([
    ['on a brand’s host', { host: 'admin.alpine.test' }],
    ['under this machine’s name', { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.7' }],
    ['through another proxy', { host: '127.0.0.1', via: '1.1 proxy' }],
  ])('%s finds nothing there', async (_, headers) => {
    expect(await asked('domain=admin.alpine.test', headers as Headers)).toBe(404)
    expect(await asked('domain=admin.alpine.test', headers as Headers, without.port())).toBe(404)
  })

  test('is answered with the token, as a proxy on another machine is', async () => {
    const headers = { host: 'portal.internal', 'x-forwarded-for': '203.0.113.7' }
    expect(await asked(`domain=admin.alpine.test&token=${encodeURIComponent(TOKEN)}`, headers)).toBe(200)
    expect(await asked('domain=admin.alpine.test&token=guessed', headers)).toBe(404)
    expect(await asked('domain=admin.alpine.test&token=', headers, without.port())).toBe(404)
  })
})
