import { spawn } from 'node:child_process'
import { chmodSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { asPostgresUser, type PostgresUser } from './embedded-user'

const WATCH_MILLISECONDS = 1_000

/** How a server is started: its binary, folders, user, and the address that tells when it answers. */
export type Launch = { folder: string; data: string; binary: string; user: PostgresUser | null; url: string; port: number }

/** Starts a server and waits until it answers. Throws when it ends before, naming its log. */
export async function launch({ folder, data, binary, user, url, port }: Launch): Promise<void> {
  const logFile = join(folder, 'postgres.log')
  const log = openSync(logFile, 'a', 0o600)
  chmodSync(logFile, 0o600)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { command, args, spawnOptions } = asPostgresUser(user, binary, ['-D', data, ...options])
  // Detached, so that Ctrl-C reaches the portal alone, which then stops things in their order.
  const server = spawn(command, args, { ...spawnOptions, cwd: '/', detached: true, stdio: ['ignore', log, log] })
  let ended = false
  server.once('error', () => {
    ended = true
  })
  server.once('exit', () => {
    ended = true
  })
  server.unref()
  while (!(await answers(url))) {
    if (ended) throw new Error(`Postgres did not start; its log is ${logFile}`)
    await delay(50)
  }
}

/** Starts the server again on the same port when it has died. Ends the watch when the answer is called. */
export function watch(data: string, launchAgain: () => Promise<void>): () => Promise<void> {
  let current: Promise<unknown> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy || readPostmaster(data)) return
    busy = true
    current = launchAgain()
      .catch(() => {}) // a failed try is followed by the next one
      .finally(() => {
        busy = false
      })
  }, WATCH_MILLISECONDS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await current
  }
}

/** Shuts the server of a data folder down, without waiting for its clients. */
export async function stop(data: string): Promise<void> {
  const running = readPostmaster(data)
  if (!running) return
  process.kill(running.pid, 'SIGINT') // fast shutdown: SIGTERM would wait for clients for ever
  while (readPostmaster(data)?.pid === running.pid) await delay(20)
}

/** What postmaster.pid says of a process that lives. Its lines: pid, data folder, start time, port. */
export function readPostmaster(data: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    process.kill(pid, 0)
    return { pid, port: Number(lines[3]) }
  } catch {
    return null
  }
}

/** Whether a server answers there. */
export async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** A port of the loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
