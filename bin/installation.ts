import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askDatabase, closeDatabase, openDatabase } from '@/db/client'
import { findEmbeddedPostgres, startEmbeddedPostgres } from '@/db/embedded'
import { migrateDatabase } from '@/db/migrate'
import { setAppSecret } from '@/lib/crypto/secret'
import type { Env } from '@/lib/env'
import { setHostSettings } from '@/lib/hosts/settings'
import { setStorageLocation } from '@/lib/storage/location'
import { setWebhookSettings } from '@/lib/webhooks/settings'

/** The portal cannot start, for a reason that whoever starts it can mend; the message is one sentence. */
export class StartError extends Error {
  override name = 'StartError'
}

export type Installation = { databaseUrl: string; close: () => Promise<void> }

/** Opens the database of the environment for a server: its own Postgres in DATA_DIR or DATABASE_URL, migrated. */
export async function openInstallation(env: Env): Promise<Installation> {
  mkdirSync(env.DATA_DIR, { recursive: true })
  setHostSettings({ technicalHosts: env.AGENT_HOSTS, dnsServers: env.DNS_SERVERS })
  setWebhookSettings({ privateNetworks: env.WEBHOOK_PRIVATE_NETWORKS })
  const unlock = env.DATABASE_URL ? () => {} : lockFolder(env.DATA_DIR)
  const embedded = env.DATABASE_URL ? null : await startEmbeddedPostgres(join(env.DATA_DIR, 'postgres'))
  const databaseUrl = env.DATABASE_URL ?? embedded?.url ?? ''
  setAppSecret(env.APP_SECRET ?? ownSecret(env.DATA_DIR))
  setStorageLocation({ dataDir: env.DATA_DIR, remote: env.RCLONE_REMOTE })
  await migrateDatabase(databaseUrl).catch(async (error: unknown) => {
    await embedded?.stop()
    throw asStartError(error)
  })
  openDatabase(databaseUrl)
  return {
    databaseUrl,
    async close() {
      await closeDatabase()
      await embedded?.stop()
      unlock()
    },
  }
}

/** As openInstallation, for a command beside a portal that may be running: uses its Postgres, or starts one for the while. */
export async function joinInstallation(env: Env): Promise<Installation> {
  const folder = join(env.DATA_DIR, 'postgres')
  if (!env.DATABASE_URL && !existsSync(folder)) {
    throw new StartError(`There is no portal in ${env.DATA_DIR}. Set DATA_DIR or DATABASE_URL as the portal has it, or start it first.`)
  }
  const running = env.DATABASE_URL ?? (await findEmbeddedPostgres(folder))
  if (!running) return openInstallation(env)
  setHostSettings({ technicalHosts: env.AGENT_HOSTS, dnsServers: env.DNS_SERVERS })
  setWebhookSettings({ privateNetworks: env.WEBHOOK_PRIVATE_NETWORKS })
  setAppSecret(env.APP_SECRET ?? ownSecret(env.DATA_DIR))
  setStorageLocation({ dataDir: env.DATA_DIR, remote: env.RCLONE_REMOTE })
  openDatabase(running, { max: 2 })
  await askDatabase().catch(async (error: unknown) => {
    await closeDatabase()
    throw asStartError(error)
  })
  return { databaseUrl: running, close: closeDatabase }
}

/** Keys and passwords are sealed under it: losing it loses them, so it is made once and kept with the data. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8')
}

function lockFolder(dataDir: string): () => void {
  const file = join(dataDir, 'portal.pid')
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (holder && holder !== process.pid && isPortal(holder)) {
    throw new StartError(
      `A portal is running already on ${dataDir} (process ${holder}). Stop it, or set DATA_DIR and PORT for a second one.`,
    )
  }
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

/** Whether the process is a portal: after a crash its number may be another's. */
function isPortal(pid: number): boolean {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes('bin/run.mjs')
  } catch {
    return false
  }
}

function asStartError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(ECONNREFUSED|ENOTFOUND|CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH)$/.test(code)) {
    return new StartError(`The database of DATABASE_URL does not answer (${code}).`)
  }
  if (code === '28P01' || code === '28000' || code === '3D000')
    return new StartError(`The database of DATABASE_URL refuses: ${(error as Error).message}.`)
  return error
}
