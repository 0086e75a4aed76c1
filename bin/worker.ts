import { readEnv } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { openInstallation } from './installation'
import { stopOnSignal } from './serve'

/** A worker by itself, for an installation whose front doors run without that role. */
export default async function main(): Promise<void> {
  const stopping = stopOnSignal()
  const installation = await openInstallation(readEnv())
  stopping.add(installation.close)
  stopping.add((await startWorker()).stop)
  console.log('The worker is at work.')
}
