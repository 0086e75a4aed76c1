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

/** Waits for Ctrl-C or a stop, then runs `stops` one after the other. Another Ctrl-C after that ends at once. */
export function untilStopped(...stops: (() => Promise<void> | void)[]): Promise<void> {
  return new Promise((resolve) => {
    let stoppingSince = 0
    const stop = async () => {
      // npm passes a Ctrl-C on that the terminal has sent already: two at once are one.
      if (stoppingSince && Date.now() - stoppingSince > 1_000) process.exit(130)
      if (stoppingSince) return
      stoppingSince = Date.now()
      for (const each of stops) await each()
      resolve()
      process.exit(0)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    process.on('SIGHUP', stop)
  })
}
