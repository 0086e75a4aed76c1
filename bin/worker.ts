import { readEnv, VERSION } from '@/lib/env'
import { startHeartbeat } from '@/lib/health/heartbeat'
import { setLocalPort } from '@/lib/hosts/links'
import { startWorker } from '@/lib/jobs/worker'
import { setMailSettings } from '@/lib/mails/settings'
import { openInstallation } from './installation'
import { stopOnSignal } from './serve'

/** A worker by itself, for an installation whose front doors run without that role. */
export default async function main(): Promise<void> {
  const stopping = stopOnSignal()
  const env = readEnv()
  setLocalPort(env.PORT)
  setMailSettings(env)
  const installation = await openInstallation(env)
  stopping.add(installation.close)
  stopping.add((await startWorker(env)).stop)
  stopping.add((await startHeartbeat({ roles: ['worker'], version: VERSION, storage: () => null })).stop)
  console.log('The worker is at work.')
}
