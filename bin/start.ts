import { readEnv } from '@/lib/env'
import build from './build'
import { openInstallation } from './installation'
import { serve, untilStopped } from './serve'

/** The portal for real: what the environment says, without demo data. */
export default async function main(): Promise<void> {
  const env = readEnv()
  if (env.ROLES.includes('web')) await build()
  const installation = await openInstallation(env)
  const portal = await serve(env, installation)
  console.log(`The portal listens on port ${env.PORT} (${env.ROLES.join(', ')}).`)
  await untilStopped(portal.stop, installation.close)
}
