import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { log } from '@/lib/log'
import { type StorageLocation, storageEnvironment, storageRoot } from './location'

export type StorageState = 'up' | 'down' | 'absent'
export type StorageNode = {
  port: number
  authorization: string
  state: () => StorageState
  stop: () => Promise<void>
}

const RESTART_MILLISECONDS = 1_000

/**
 * Runs `rclone serve restic` on a port of the loopback, append-only, and starts it again when it ends. Without `remote` the data
 * lies in a folder of `dataDir`. Where rclone is not installed the node is `absent` and the portal works without storage.
 */
export async function startStorageNode(options: StorageLocation & { port: number }): Promise<StorageNode> {
  const user = 'portal'
  const password = randomBytes(24).toString('base64url')
  const root = storageRoot(options)
  const pidFile = join(options.dataDir, 'rclone.pid')
  endLeftover(pidFile)

  let child: ChildProcess | undefined
  let state: StorageState = isInstalled() ? 'down' : 'absent'
  let stopping = false

  function launch(): void {
    const args = ['serve', 'restic', '--append-only', '--addr', `127.0.0.1:${options.port}`, root]
    // By environment, so that the password does not show in the list of processes.
    const env = { ...storageEnvironment(options), RCLONE_USER: user, RCLONE_PASS: password }
    child = spawn('rclone', args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    if (child.pid) writeFileSync(pidFile, String(child.pid))
    child.stderr?.on('data', (data: Buffer) => {
      const text = data.toString().trim()
      if (/ERROR|CRITICAL|Failed/.test(text) && !stopping) log.warn({ rclone: text }, 'storage')
    })
    child.once('exit', () => {
      state = 'down'
      if (!stopping) setTimeout(() => !stopping && launch(), RESTART_MILLISECONDS).unref()
    })
    void untilOpen(options.port, () => stopping).then((open) => {
      if (open) state = 'up'
    })
  }

  if (state !== 'absent') {
    launch()
    await untilOpen(options.port, () => child?.exitCode !== null)
  }
  return {
    port: options.port,
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    state: () => state,
    async stop() {
      stopping = true
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child?.once('exit', resolve))
        child.kill('SIGTERM')
        await Promise.race([ended, delay(2_000).then(() => child?.kill('SIGKILL'))])
      }
      rmSync(pidFile, { force: true })
    },
  }
}

function isInstalled(): boolean {
  try {
    execFileSync('rclone', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** When the portal was killed its rclone lives on; it knows another password, so it is ended. */
function endLeftover(pidFile: string): void {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'))
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    if (command.includes('serve restic')) process.kill(pid, 'SIGKILL')
  } catch {
    // nothing was left over
  }
}

async function untilOpen(port: number, given: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 200 && !given(); attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.once('error', () => resolve(false)).once('close', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return true
    await delay(50)
  }
  return false
}
