import { createHash } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { makePrivateFolder } from './files'
import { findKit } from './kit'

/** Where the agent keeps what it must remember. Each machine (key) has its own folder, so that no report changes hands. */
export type StateFolder = ReturnType<typeof stateFolder>
export type MachineFolder = ReturnType<typeof machineFolder>

/** Where the installation said, else a folder named for the kit, so that two brands on one machine keep apart. */
export function defaultStatePath(): string {
  if (process.env.AGENT_STATE) return process.env.AGENT_STATE
  const name = findKit()?.id ?? 'backup-agent'
  return process.getuid?.() === 0 ? `/var/lib/${name}` : join(homedir(), '.local/state', name)
}

export function stateFolder(path: string) {
  const root = resolve(path)
  return {
    root,
    enrollment: join(root, 'enrollment.json'),
    log: join(root, 'agent.log'),
    backupLock: join(root, 'backup.lock'),
    senderLock: join(root, 'sender.lock'),
    serviceLock: join(root, 'service.lock'),
    cache: join(root, 'cache'),
  }
}

/** Creates the folder if needed and closes it to others. Throws when it cannot be written. */
export function openStateFolder(path: string): StateFolder {
  const state = stateFolder(path)
  makePrivateFolder(state.root)
  chmodSync(state.root, 0o700)
  return state
}

export function machineFolder(state: StateFolder, machineId: string) {
  const name = /^[\w-]{1,64}$/.test(machineId) ? machineId : createHash('sha256').update(machineId).digest('hex')
  const root = join(state.root, `machine-${name}`)
  return {
    root,
    spool: join(root, 'spool'),
    config: join(root, 'config.json'),
    lastBackup: join(root, 'last-backup.json'),
    commands: join(root, 'commands.json'),
  }
}
