import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeDatabase, openDatabase } from '@/db/client'
import { createAgentApi } from '@/lib/agent-api/handler'
import { getHealth } from '@/lib/health/queries'
import { getDirectory } from '@/lib/hosts/queries'
import { ask, testServer } from '@/tests/support/agent-door'
import { type Cast, makeCast } from '@/tests/support/cast'
import { cuttableProxy } from '@/tests/support/cuttable-proxy'
import { testDatabase } from '@/tests/support/database'
import { newBackupId, started } from '@/tests/support/reports'

const database = testDatabase()
const server = testServer(() => createAgentApi({ technicalHosts: [], clientAddress: () => null, isSecure: () => false }))
let cast: Cast
let proxy: Awaited<ReturnType<typeof cuttableProxy>>

beforeAll(async () => {
  cast = await makeCast()
  await closeDatabase()
  const url = new URL(database.url())
  proxy = await cuttableProxy(Number(url.port))
  url.port = String(proxy.port)
  openDatabase(url.href)
})
afterAll(() => proxy.cut())

const id = newBackupId(Date.now())
const send = () =>
  ask(server.port(), {
    path: '/api/agent/v1/reports',
    headers: { host: 'admin.alpine.test', authorization: `Bearer ${cast.machines.west.identificationKey}` },
    body: JSON.stringify({ reports: [started(id, 0, Date.now())] }),
  })

test('while Postgres is away every answer is a 503 with Retry-After; when it is back all goes on without a restart', async () => {
  expect((await send()).json()).toEqual({ accepted: 1, duplicates: 0 })

  await proxy.cut()
  const answers = await Promise.all(Array.from({ length: 10 }, send))
  for (const answer of answers) {
    expect([answer.status, answer.json().error?.code]).toEqual([503, 'unavailable'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|postgres/i)
  }
  await vi.waitUntil(async () => (await getHealth('up')).database === 'down', { timeout: 10_000 })
  expect(await getHealth('up')).toEqual({ status: 'unavailable', database: 'down', storage: 'up' })
  expect((await getDirectory('admin.alpine.test')).find('admin.alpine.test')).toMatchObject({ slug: 'alpine' })

  await proxy.mend()
  const answer = await vi.waitUntil(async () => send().then((given) => given.status === 200 && given), { timeout: 20_000 })
  expect(answer.json()).toEqual({ accepted: 0, duplicates: 1 })
  await vi.waitUntil(async () => (await getHealth('up')).status === 'ok', { timeout: 10_000 })
})
