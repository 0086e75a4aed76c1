import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** A folder for one run of a program: its temporary files, and its process for whoever finds it left over. */
export type RunFolder = { path: string; belongsTo: (pid: number | undefined) => void; remove: () => void }

type Owner = { host: string; portal: number; pid?: number }
const swept = new Set<string>()

/** Makes a run's folder within `dataDir`. The first call of a process ends and removes what a killed portal has left there. */
export function makeRunFolder(dataDir: string): RunFolder {
  const parent = join(dataDir, 'restic', 'runs')
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  if (!swept.has(parent)) endLeftovers(parent)
  swept.add(parent)
  const path = mkdtempSync(join(parent, 'run-'))
  const note = (owner: Owner) => writeFileSync(join(path, 'owner.json'), JSON.stringify(owner))
  const owner: Owner = { host: hostname(), portal: process.pid }
  note(owner)
  return {
    path,
    belongsTo: (pid) => note({ ...owner, pid }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** The portal was killed and its restic lives on: an interrupt lets it take its lock off the repository. */
function endLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name)
    const owner = readOwner(path)
    if (owner && (owner.host !== hostname() || isAlive(owner.portal))) continue
    if (owner?.pid && isRestic(owner.pid)) process.kill(owner.pid, 'SIGINT')
    rmSync(path, { recursive: true, force: true })
  }
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8'))
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** After a restart its number may be another program's. */
function isRestic(pid: number): boolean {
  try {
    return /(^|[/ ])restic\b/.test(execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }))
  } catch {
    return false
  }
}
