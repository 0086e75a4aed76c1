import { readEnv } from '@/lib/env'
import build from './build'
import { provideAgent } from './build-agent'
import { openInstallation } from './installation'
import { serve, stopOnSignal } from './serve'

/** The portal for real: what the environment says, without demo data. */
export default async function main(): Promise<void> {
  const env = readEnv()
  if (env.ROLES.includes('web')) await Promise.all([build(), provideAgent()])
  const stopping = stopOnSignal()
  const installation = await openInstallation(env)
  stopping.add(installation.close)
  stopping.add((await serve(env, installation)).stop)
  console.log(`The portal listens on port ${env.PORT} (${env.ROLES.join(', ')}).`)
}
