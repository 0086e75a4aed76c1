import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { closeDatabase, openDatabase } from '@/db/client'
import { freePort } from '@/db/postmaster'
import { systemActor } from '@/lib/auth/system'
import type { Env } from '@/lib/env'
import { noteRound, SWEEP } from '@/lib/health/rounds'
import { startPortal } from '@/server'
import { ask } from '@/tests/support/agent-door'
import { type Cast, makeCast } from '@/tests/support/cast'
import { cuttableProxy } from '@/tests/support/cuttable-proxy'
import { testDatabase } from '@/tests/support/database'
import { newBackupId, started } from '@/tests/support/reports'

const database = testDatabase()
const TOKEN = 'a token of the tests'
const folder = mkdtempSync(join(tmpdir(), 'front-door-'))
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
afterAll(async () => {
  await proxy.cut()
  rmSync(folder, { recursive: true, force: true })
})

/** A front door with some of the roles, stopped when `work` is done. */
async function withDoor(roles: Env['ROLES'], work: (port: number) => Promise<void>, bodyMilliseconds?: number): Promise<void> {
  const port = await freePort()
  const portal = await startPortal({
    PORT: port,
    DATA_DIR: join(folder, String(port)),
    ROLES: roles,
    AGENT_HOSTS: ['localhost'],
    METRICS_TOKEN: TOKEN,
    TLS_ASK_TOKEN: TOKEN,
    TRUSTED_PROXIES: 0,
    RCLONE_REMOTE: undefined,
    storagePort: await freePort(),
    bodyMilliseconds,
  })
  try {
    await work(port)
  } finally {
    await portal.stop()
  }
}

const get = (port: number, path: string, headers: http.OutgoingHttpHeaders = {}) =>
  ask(port, { method: 'GET', path, headers: { host: 'nobody.test', ...headers } })
const reports = (port: number) =>
  ask(port, {
    path: '/api/agent/v1/reports',
    headers: { host: 'localhost', authorization: `Bearer ${cast.machines.west.identificationKey}` },
    body: JSON.stringify({ reports: [started(newBackupId(Date.now()), 0, Date.now())] }),
  })

describe('a front door', () => {
  test('with the role takes agents’ reports; without it answers 404 there', async () => {
    await withDoor(['agent'], async (port) => {
      expect((await reports(port)).json()).toEqual({ accepted: 1, duplicates: 0 })
      expect((await get(port, `/storage/${cast.machines.west.machineId}/config`)).status).toBe(404)
      expect((await get(port, '/contracts')).status).toBe(404)
    })
    await withDoor(['worker'], async (port) => {
      expect((await reports(port)).status).toBe(404)
    })
  })

  test('tells a proxy on this machine for which hosts to make certificates, whatever its roles', async () => {
    await withDoor(['agent'], async (port) => {
      const asked = (domain: string) => get(port, `/api/tls/ask?domain=${domain}`, { host: `127.0.0.1:${port}` })
      expect([(await asked('admin.alpine.test')).status, (await asked('nobody.test')).status]).toEqual([200, 404])
      expect((await get(port, '/api/tls/ask?domain=admin.alpine.test', { host: 'admin.alpine.test' })).status).toBe(404)
    })
  })

  test('says that it is well on any host, with the state of database, storage and watch', async () => {
    await noteRound(systemActor('tests'), SWEEP, new Date())
    await withDoor(['agent'], async (port) => {
      const answer = await get(port, '/api/health?from=a-balancer')
      expect([answer.status, answer.json()]).toEqual([200, { status: 'ok', database: 'up', storage: 'elsewhere', watch: 'on_time' }])
      expect(answer.headers['cache-control']).toBe('no-store')
    })
    await withDoor(['storage'], async (port) => {
      const answer = await vi.waitUntil(async () => get(port, '/api/health').then((given) => given.status === 200 && given), {
        timeout: 15_000,
      })
      expect(answer.json()).toEqual({ status: 'ok', database: 'up', storage: 'up', watch: 'on_time' })
    })
  })

  test('shows its figures to whoever has the token, and to nobody else that there are any', async () => {
    await withDoor(['agent'], async (port) => {
      await reports(port)
      const shown = await get(port, '/api/metrics', { authorization: `Bearer ${TOKEN}` })
      expect(shown.status).toBe(200)
      expect(shown.text).toContain('portal_requests_total{door="agent",status="200"} 1')
      expect(shown.text).not.toContain(cast.machines.west.identificationKey)
      for (const authorization of ['', TOKEN, `Bearer ${TOKEN}x`, `Basic ${TOKEN}`]) {
        expect((await get(port, '/api/metrics', { authorization })).status).toBe(404)
      }
    })
  })

  test('says 503 with Retry-After while Postgres is away, and is well again by itself', async () => {
    await withDoor(['agent'], async (port) => {
      await proxy.cut()
      const away = await vi.waitUntil(async () => get(port, '/api/health').then((given) => given.status === 503 && given), {
        timeout: 15_000,
      })
      expect(away.json()).toMatchObject({ status: 'unavailable', database: 'down' })
      expect(away.headers['retry-after']).toBe('5')
      expect((await reports(port)).status).toBe(503)
      await proxy.mend()
      await vi.waitUntil(async () => (await get(port, '/api/health')).status === 200, { timeout: 20_000 })
      expect((await reports(port)).status).toBe(200)
    })
  })

  test('stops while a client has a connection open and another sends half a request', async () => {
    const idle = new http.Agent({ keepAlive: true })
    await withDoor(['agent'], async (port) => {
      await new Promise((resolve) =>
        http.get({ host: '127.0.0.1', port, path: '/api/health', agent: idle }, (answer) => answer.resume().on('end', resolve)),
      )
      const half = http.request({ host: '127.0.0.1', port, method: 'POST', path: '/api/agent/v1/poll', headers: { 'content-length': 10 } })
      half.on('error', () => {}).write('{')
      await vi.waitUntil(() => half.socket?.bytesWritten)
    })
    idle.destroy()
  })

  test('ends a body that drips, and leaves one to the storage its time', async () => {
    const { machineId, identificationKey } = cast.machines.west
    const drip = (port: number, path: string) => {
      const headers = { host: 'localhost', authorization: `Bearer ${identificationKey}`, 'content-length': 1_000 }
      const request = http.request({ port, method: 'POST', path, headers })
      request.on('error', () => {})
      request.write('{')
      return { request, closed: new Promise((resolve) => request.once('socket', (socket) => socket.once('close', resolve))) }
    }
    const door = async (port: number) => {
      const stored = drip(port, `/storage/${machineId}/data/${'ab'.repeat(32)}`)
      const posted = drip(port, '/sign-in')
      await posted.closed
      expect(stored.request.destroyed || stored.request.socket?.destroyed).toBe(false)
      stored.request.destroy()
    }
    await withDoor(['agent', 'storage'], door, 300)
  })

  test('that finds its port taken says so', async () => {
    await withDoor(['agent'], async (port) => {
      await expect(withTakenPort(port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    })
  })
})

const withTakenPort = (port: number) =>
  startPortal({
    PORT: port,
    DATA_DIR: folder,
    ROLES: ['agent'],
    AGENT_HOSTS: [],
    METRICS_TOKEN: undefined,
    TLS_ASK_TOKEN: undefined,
    TRUSTED_PROXIES: 0,
    RCLONE_REMOTE: undefined,
    storagePort: 0,
  })
