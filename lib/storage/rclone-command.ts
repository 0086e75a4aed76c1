import { execFile } from 'node:child_process'
import { storageEnvironment, storageLocation } from './location'
import { takeSlot } from './slots'

export type RcloneEnd = { ok: true; output: string } | { ok: false; reason: 'not_found' | 'failed'; message: string }

/** rclone's own exit code for a folder that does not exist. */
const NOT_FOUND = 3
const MAX_OUTPUT = 256 * 1024 * 1024

/** Runs one of rclone's commands to its end, in turn with the other jobs, within `limitSeconds` (ten minutes). Never rejects. */
export async function runRclone(
  args: string[],
  { signal, limitSeconds = 600 }: { signal?: AbortSignal; limitSeconds?: number } = {},
): Promise<RcloneEnd> {
  const leave = await takeSlot('jobs', signal)
  if (!leave) return { ok: false, reason: 'failed', message: 'cancelled' }
  const env = storageEnvironment(storageLocation())
  return new Promise((resolve) => {
    execFile('rclone', args, { env, signal, timeout: limitSeconds * 1000, maxBuffer: MAX_OUTPUT }, (error, stdout, stderr) => {
      leave()
      if (!error) return resolve({ ok: true, output: stdout })
      const message = (stderr.trim().split('\n').at(-1) || error.message).slice(0, 500)
      resolve({ ok: false, reason: error.code === NOT_FOUND ? 'not_found' : 'failed', message })
    })
  })
}
