import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { EnvError, readEnv } from '@/lib/env'

const SECRET = 'x'.repeat(32)

test('without any variable the portal starts with its defaults', () => {
  expect(readEnv({})).toEqual({
    PORT: 3000,
    DATA_DIR: resolve('.data'),
    AGENT_HOSTS: [],
    DNS_SERVERS: [],
    ROLES: ['web', 'agent', 'storage', 'worker'],
    LOG_LEVEL: 'info',
    TRUSTED_PROXIES: 0,
    WEBHOOK_PRIVATE_NETWORKS: [],
  })
})

test('an empty variable counts as absent', () => {
  const empty = { PORT: '', DATABASE_URL: '', APP_SECRET: '', ROLES: '', RCLONE_REMOTE: '', METRICS_TOKEN: '', TRUSTED_PROXIES: '' }
  expect(readEnv(empty)).toEqual(readEnv({}))
})

test('lists are split, trimmed and in small letters', () => {
  const env = readEnv({ AGENT_HOSTS: ' Localhost ,, agents.test,', ROLES: 'Web, agent' })
  expect(env).toMatchObject({ AGENT_HOSTS: ['localhost', 'agents.test'], ROLES: ['web', 'agent'] })
})

test.each([
  ['PORT', 'abc', 'PORT is not a port number'],
  ['PORT', '0', 'PORT is not a port number'],
  ['PORT', '65536', 'PORT is not a port number'],
  ['PORT', '3000.5', 'PORT is not a port number'],
  ['DATABASE_URL', 'mysql://x', 'DATABASE_URL does not begin with postgres://'],
  ['APP_SECRET', 'short', 'APP_SECRET is shorter than 32 characters'],
  ['ROLES', 'web,mail', 'ROLES knows web, agent, storage, worker only'],
  ['ROLES', ',', 'ROLES names no role'],
  ['RESEND_API_KEY', 're_1 2', 'RESEND_API_KEY contains a space'],
  ['RESEND_BASE_URL', 'api.resend.com', 'RESEND_BASE_URL is no address such as https://api.resend.com'],
  ['RESEND_WEBHOOK_SECRET', 'secret', 'RESEND_WEBHOOK_SECRET is no signing secret such as whsec_...'],
  ['SMTP_URL', 'mail.example.com:25', 'SMTP_URL is no address such as smtps://user:password@mail.example.com'],
  ['SMTP_URL', 'smtp:///', 'SMTP_URL is no address such as smtps://user:password@mail.example.com'],
  ['MAIL_FROM', 'Backup <no-reply@example.com>', 'MAIL_FROM is no address such as no-reply@example.com'],
  ['METRICS_TOKEN', 'short', 'METRICS_TOKEN is shorter than 16 characters'],
  ['TLS_ASK_TOKEN', 'short', 'TLS_ASK_TOKEN is shorter than 16 characters'],
  ['DNS_SERVERS', 'dns.example.com', /^DNS_SERVERS is no list of addresses/],
  ['DNS_SERVERS', '192.0.2.53:99999', /^DNS_SERVERS is no list of addresses/],
  ['DNS_SERVERS', '192.0.2.53, 192.0.2.999', /^DNS_SERVERS is no list of addresses/],
  ['WEBHOOK_PRIVATE_NETWORKS', '10.0.0.1', /^WEBHOOK_PRIVATE_NETWORKS is no list of networks/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL .*"debug".*"error"/],
  ['TRUSTED_PROXIES', 'many', 'TRUSTED_PROXIES is not a number from 0 to 10'],
  ['TRUSTED_PROXIES', '-1', 'TRUSTED_PROXIES is not a number from 0 to 10'],
  ['TRUSTED_PROXIES', '1.5', 'TRUSTED_PROXIES is not a number from 0 to 10'],
  ['TRUSTED_PROXIES', '11', 'TRUSTED_PROXIES is not a number from 0 to 10'],
])('%s=%s is refused in one clear line', (name, value, message) => {
  const read = () => readEnv({ [name]: value })
  expect(read).toThrow(EnvError)
  expect(read).toThrow(message)
  expect(read).not.toThrow('\n')
})

test('name servers come with and without a port', () => {
  const DNS_SERVERS = ['192.0.2.53', '127.0.0.1:5353', '2001:db8::53', '[2001:db8::53]:5353']
  expect(readEnv({ DNS_SERVERS: DNS_SERVERS.join(', ') })).toMatchObject({ DNS_SERVERS })
})

test('a database of its own needs a secret of its own', () => {
  expect(() => readEnv({ DATABASE_URL: 'postgres://db.test/portal' })).toThrow(/^APP_SECRET is needed beside DATABASE_URL/)
  expect(readEnv({ DATABASE_URL: 'postgres://db.test/portal', APP_SECRET: SECRET })).toMatchObject({ APP_SECRET: SECRET })
})
