import { readEnv } from '@/lib/env'
import { startWorker } from '@/lib/jobs/worker'
import { openInstallation } from './installation'
import { untilStopped } from './serve'

/** A worker by itself, for an installation whose front doors run without that role. */
export default async function main(): Promise<void> {
  const installation = await openInstallation(readEnv())
  const worker = await startWorker()
  console.log('The worker is at work.')
  await untilStopped(worker.stop, installation.close)
}
