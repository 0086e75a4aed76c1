import { afterEach, describe, expect, test } from 'vitest'
import { webhookTermsSchema } from '@/lib/webhooks/schema'
import { setWebhookSettings } from '@/lib/webhooks/settings'
import { mayCall, readTarget } from '@/lib/webhooks/target'

afterEach(() => setWebhookSettings({ privateNetworks: [] }))

describe('the address of a webhook', () => {
  test.each([
    ['https://hooks.example.com/a?b=c', 'hooks.example.com', 443],
    ['https://hooks.example.com:8443', 'hooks.example.com', 8443],
    ['https://1.1.1.1/x', '1.1.1.1', 443],
    ['https://[2606:4700::1111]:1024/', '2606:4700::1111', 1024],
    ['HTTPS://Hooks.Example.COM', 'hooks.example.com', 443],
    ['https://événements.example.fr/', 'xn--vnements-90ab.example.fr', 443],
  ])('%s is read', (text, host, port) => expect(readTarget(text)).toMatchObject({ host, port, isSecure: true }))

  test.each([
    ['', 'no_address'],
    ['hooks.example.com', 'no_address'],
    ['https://', 'no_address'],
    ['https://a b/', 'no_address'],
    ['http://hooks.example.com/', 'not_https'],
    ['ftp://hooks.example.com/', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['gopher://127.0.0.1:6379/_x', 'not_https'],
    ['https://user@hooks.example.com/', 'has_password'],
    ['https://user:pass@hooks.example.com/', 'has_password'],
    ['https://hooks.example.com:22/', 'port'],
    ['https://hooks.example.com:80/', 'port'],
    ['https://hooks.example.com:1023/', 'port'],
    ['https://127.0.0.1/', 'private'],
    ['https://127.1/', 'private'],
    ['https://0x7f.0.0.1/', 'private'],
    ['https://0177.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0/', 'private'],
    ['https://１２７.0.0.1/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:169.254.169.254]/', 'private'],
    ['https://[fd00:ec2::254]/', 'private'],
    ['https://[::]:8443/', 'private'],
  ])('%s is refused: %s', (text, refusal) => expect(readTarget(text)).toBe(refusal))

  test('in a network that the installation opens, http and every port will do; nowhere else', () => {
    setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] })
    expect(readTarget('http://127.0.0.1:8080/x')).toMatchObject({ host: '127.0.0.1', port: 8080, isSecure: false })
    expect(readTarget('https://127.0.0.1:80/')).toMatchObject({ port: 80 })
    expect(readTarget('http://127.0.0.2/')).toBe('private')
    expect(readTarget('http://8.8.8.8/')).toBe('private')
    expect(readTarget('https://10.0.0.1/')).toBe('private')
    expect(mayCall('8.8.8.8', false)).toBe(false)
    expect(mayCall('8.8.8.8', true)).toBe(true)
  })
})

describe('what a webhook is set up with', () => {
  const terms = { name: 'Tickets', url: 'https://hooks.example.com/x#part', events: ['backup.finished', 'backup.finished'] }

  test('is tidied', () => {
    const parsed = webhookTermsSchema.parse({ ...terms, name: ' Tickets ', url: ' https://Hooks.example.com/x#part ' })
    expect(parsed).toEqual({ name: 'Tickets', url: 'https://hooks.example.com/x', events: ['backup.finished'] })
  })

  test.each([
    ['name', { name: '' }],
    ['name', { name: 'a\r\nBcc: x' }],
    ['name', { name: 'x'.repeat(81) }],
    ['url', { url: 'http://hooks.example.com' }],
    ['url', { url: `https://hooks.example.com/${'x'.repeat(2_000)}` }],
    ['events', { events: [] }],
    ['events', { events: ['backup.started'] }],
    ['events', { events: 'backup.finished' }],
  ])('%s is refused where it makes no sense', (field, wrong) => {
    const parsed = webhookTermsSchema.safeParse({ ...terms, ...wrong })
    expect(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0])).toEqual([field])
  })
})
