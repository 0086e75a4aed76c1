import type { Installation } from '@/bin/installation'
import { StartError } from '@/bin/installation'
import { freePort } from '@/db/postmaster'
import type { Env } from '@/lib/env'
import { type Portal, startPortal } from '@/server'

/** Starts the front door on an open installation; a taken port is one sentence. */
export async function serve(env: Env, installation: Installation, dev = false): Promise<Portal> {
  try {
    return await startPortal({ ...env, storagePort: await freePort(), dev })
  } catch (error) {
    await installation.close()
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartError(`Port ${env.PORT} is taken. Set PORT to another one.`)
    }
    throw error
  }
}

type Stop = () => Promise<unknown> | unknown

/**
 * Ends the process in order on Ctrl-C or a stop: what was added last is stopped first. Called before anything is started, so that
 * no moment leaves something behind. Another Ctrl-C after a second ends at once.
 */
export function stopOnSignal(): { add: (stop: Stop) => void } {
  const stops: Stop[] = []
  let since = 0
  const stop = async () => {
    // npm passes a Ctrl-C on that the terminal has sent already: two at once are one.
    if (since && Date.now() - since > 1_000) process.exit(130)
    if (since) return
    since = Date.now()
    for (const each of stops.reverse()) await each()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return { add: (each) => stops.push(each) }
}
