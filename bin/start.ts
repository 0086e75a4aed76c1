import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { readEnv } from '@/lib/env'
import { openSetUp } from '@/lib/setup/commands'
import build from './build'
import { provideAgent } from './build-agent'
import { openInstallation } from './installation'
import { serve, stopOnSignal } from './serve'
import { lackOf } from './tools'

/** On an empty database: where the first operator is made, and the code that it takes (requirements G1). */
async function announceSetUp(port: number): Promise<void> {
  const code = await openSetUp(systemActor('start'), clock.now())
  if (!code) return
  console.log(`
The database is empty. Create the first operator on any of this server's hosts, for example

  http://localhost:${port}

with this code, which works once:

  ${code}

A new start prints a new one.
`)
}

/** The portal for real: what the environment says, without demo data. */
export default async function main(): Promise<void> {
  const env = readEnv()
  if (env.ROLES.includes('web')) await Promise.all([build(), provideAgent()])
  const stopping = stopOnSignal()
  const installation = await openInstallation(env)
  stopping.add(installation.close)
  stopping.add((await serve(env, installation)).stop)
  // An instance that only takes agents' reports needs neither.
  const lacking = env.ROLES.some((role) => role !== 'agent') ? lackOf(['restic', 'rclone']) : null
  if (lacking)
    console.error(`${lacking}\nUntil then nothing can be backed up to, checked or restored here. Start the portal again afterwards.`)
  console.log(`The portal listens on port ${env.PORT} (${env.ROLES.join(', ')}).`)
  if (env.ROLES.includes('web')) await announceSetUp(env.PORT)
}
