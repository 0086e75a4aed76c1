import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setHostSettings } from '@/lib/hosts/settings'
import { postWebhook } from '@/lib/webhooks/sending'
import { setWebhookSettings } from '@/lib/webhooks/settings'
import { type DnsServer, startDnsServer } from '@/tests/support/dns-server'
import { hookServer } from '@/tests/support/hook-server'

const NOW = new Date('2026-11-22T10:00:00Z')
const MESSAGE = { id: 'm-1', body: '{}' }
let dns: DnsServer
let hook: Awaited<ReturnType<typeof hookServer>>
let names = 0

beforeAll(async () => {
  dns = await startDnsServer()
  setHostSettings({ technicalHosts: [], dnsServers: [dns.address] })
  hook = await hookServer()
})
afterAll(async () => {
  setHostSettings({ technicalHosts: [], dnsServers: [] })
  setWebhookSettings({ privateNetworks: [] })
  await Promise.all([dns.close(), hook.stop()])
})
beforeEach(() => {
  setWebhookSettings({ privateNetworks: [] })
  hook.received.length = 0
})

const post = (url: string) => postWebhook(url, ['whsec_AAAA'], MESSAGE, NOW, AbortSignal.timeout(5_000))
const named = (to: string[] | (() => string[])): string => {
  const name = `hook-${names++}.example.test`
  dns.lead(name, to)
  return name
}

describe('where a name leads is judged when it is called', () => {
  test.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['169.254.169.254']],
    [['100.100.100.200']],
    [['0.0.0.0']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['fd00:ec2::254']],
    [['fe80::1']],
    [['2002:7f00:1::1']],
    [['203.0.113.7', '8.8.8.8']],
    [['8.8.8.8', '192.168.1.1']],
    [['8.8.8.8', '::1']],
  ])('to %j: refused, before anything is connected', async (addresses) => {
    expect(await post(`https://${named(addresses)}:${hook.port}/`)).toMatchObject({ failure: 'refused_address', status: null })
    expect(hook.received).toEqual([])
  })

  test('nowhere: not known, nothing thrown', async () => {
    expect(await post('https://nobody.example.test/')).toMatchObject({ failure: 'unresolved' })
    expect(await post(`https://${named([])}/`)).toMatchObject({ failure: 'unresolved' })
  })

  test('it is asked once, and the connection goes to what was checked, whatever the name answers the next time', async () => {
    setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] })
    let asked = 0
    const name = named(() => (++asked <= 2 ? ['127.0.0.1'] : ['127.0.0.2']))
    expect(await post(`http://${name}:${hook.port}/`)).toMatchObject({ failure: null, status: 204 })
    expect(asked).toBe(2) // once for each family
    expect(await post(`http://${name}:${hook.port}/`)).toMatchObject({ failure: 'refused_address' })
    expect(hook.received.length).toBe(1)
  })
})

describe('what is written in the address itself', () => {
  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://169.254.169.254/latest/meta-data',
    'http://hooks.example.test/',
    'https://user:pass@hooks.example.test/',
    'https://hooks.example.test:25/',
    'no address',
  ])('%s is refused also when it got past the form', async (url) => {
    expect(await post(url)).toMatchObject({ failure: 'refused_address', status: null })
  })

  test('http is for networks that the installation opens, and for nothing else', async () => {
    setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] })
    expect(await post(`http://127.0.0.1:${hook.port}/`)).toMatchObject({ status: 204 })
    expect(await post(`http://${named(['8.8.8.8'])}/`)).toMatchObject({ failure: 'refused_address' })
    expect(await post(`http://${named(['127.0.0.2'])}:${hook.port}/`)).toMatchObject({ failure: 'refused_address' })
  })
})

describe('a receiver that misbehaves', () => {
  beforeEach(() => setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] }))

  test('and leads into the own network is not followed', async () => {
    const inner = await hookServer()
    hook.answer = () => ({ status: 307, headers: { location: inner.url } })
    expect(await post(hook.url)).toMatchObject({ failure: 'redirected', status: 307 })
    expect(inner.received).toEqual([])
    hook.answer = () => ({ status: 204 })
    await inner.stop()
  })

  test('and answers an endless body is heard to its status', async () => {
    const endless = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
      const timer = setInterval(() => socket.write('400\r\n'.concat('x'.repeat(1_024), '\r\n')), 1)
      socket.on('close', () => clearInterval(timer))
    })
    const outcome = await post(await listening(endless))
    endless.close()
    expect(outcome).toMatchObject({ failure: null, status: 200 })
    expect(outcome.answer.length).toBe(500)
  })

  test.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n'],
  ])('with %s fails, and nothing is thrown', async (_name, text) => {
    const odd = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(text)
    })
    const outcome = await post(await listening(odd))
    odd.close()
    expect(outcome.failure).toBe('unreachable')
  })
})

const listening = (server: ReturnType<typeof createServer>): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
    }),
  )
