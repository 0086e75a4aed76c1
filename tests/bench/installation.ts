import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { closeDatabase, openDatabase } from '@/db/client'
import { startEmbeddedPostgres } from '@/db/embedded'
import { migrateDatabase } from '@/db/migrate'
import { freePort } from '@/db/postmaster'
import { setAppSecret } from '@/lib/crypto/secret'

export const HOST = 'admin.bench.localhost'
const SECRET = 'a secret for measuring, long enough to be one'
const FOLDER = resolve('.data/bench')

export type FrontDoor = { port: number; pid: number; stop: () => Promise<void> }
export type BenchInstallation = { databaseUrl: string; start: (roles: string) => Promise<FrontDoor>; close: () => Promise<void> }

/** An installation of its own, empty, on a data folder that is made anew; front doors run as processes of their own. */
export async function makeInstallation(): Promise<BenchInstallation> {
  rmSync(FOLDER, { recursive: true, force: true })
  const server = await startEmbeddedPostgres(resolve(FOLDER, 'postgres'))
  await migrateDatabase(server.url)
  setAppSecret(SECRET)
  openDatabase(server.url)
  return {
    databaseUrl: server.url,
    start: (roles) => startFrontDoor(server.url, roles),
    async close() {
      await closeDatabase()
      await server.stop()
      rmSync(FOLDER, { recursive: true, force: true })
    },
  }
}

async function startFrontDoor(databaseUrl: string, roles: string): Promise<FrontDoor> {
  const port = await freePort()
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    APP_SECRET: SECRET,
    PORT: String(port),
    DATA_DIR: FOLDER,
    ROLES: roles,
    AGENT_HOSTS: 'localhost',
  }
  const child = spawn(process.execPath, ['bin/run.mjs', 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await untilListening(child)
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      const ended = new Promise((resolve_) => child.once('exit', resolve_))
      child.kill('SIGTERM')
      await ended
    },
  }
}

const untilListening = (child: ChildProcess) =>
  new Promise<void>((resolve_, reject) => {
    child.stdout?.on('data', (data: Buffer) => data.toString().includes('listens on port') && resolve_())
    child.once('exit', (code) => reject(new Error(`the front door ended with ${code}`)))
  })
