import { readEnv } from '@/lib/env'
import { openInstallation } from './installation'

/** Brings the database of the environment up to date and ends. */
export default async function main(): Promise<void> {
  const installation = await openInstallation(readEnv())
  await installation.close()
  console.log('The database is up to date.')
}
