import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { freePort } from '@/db/postmaster'

export const DATA_DIR = '.data/e2e'

/** The production build with demo data, started as a newcomer starts it, on a data folder of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  rmSync(DATA_DIR, { recursive: true, force: true })
  process.env.PORT = String(await freePort())
  process.env.DATA_DIR = DATA_DIR
  process.env.RESEND_WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the tests!!!').toString('base64')}`
  // So that webhooks may lead to servers of the tests.
  process.env.WEBHOOK_PRIVATE_NETWORKS = '127.0.0.1/32'
  // The name server itself is started by the tests that ask it.
  process.env.DNS_SERVERS = `127.0.0.1:${await freePort()}`
  const portal = spawn(process.execPath, ['bin/run.mjs', 'demo'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await untilUp(portal)
  return async () => {
    const ended = new Promise((resolve) => portal.once('exit', resolve))
    portal.kill('SIGINT')
    await ended
  }
}

function untilUp(portal: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    portal.stdout?.on('data', (data: Buffer) => data.toString().includes('The portal is up') && resolve())
    portal.once('exit', (code) => reject(new Error(`the portal ended with ${code}`)))
  })
}
