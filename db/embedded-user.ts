import { execFileSync, type SpawnOptions } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The user that Postgres runs as when the portal is root; `throughCapabilities` when its files lie under a closed folder such as /root. */
export type PostgresUser = { uid: number; gid: number; throughCapabilities: boolean }

/** Null unless root: then everybody is who they are. */
export function postgresUser(paths: string[]): PostgresUser | null {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g'), throughCapabilities: paths.some((path) => !reachable(path)) }
}

/** The command line that runs `binary` as that user. */
export function asPostgresUser(
  user: PostgresUser | null,
  binary: string,
  args: string[],
): { command: string; args: string[]; spawnOptions: Pick<SpawnOptions, 'uid' | 'gid'> } {
  if (!user) return { command: binary, args, spawnOptions: {} }
  if (!user.throughCapabilities) return { command: binary, args, spawnOptions: { uid: user.uid, gid: user.gid } }
  // The one capability lets it walk through folders that are closed to others, and nothing else of root's.
  const capability = '+dac_read_search'
  const drop = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', `--inh-caps=${capability}`, `--ambient-caps=${capability}`]
  return { command: 'setpriv', args: [...drop, '--', binary, ...args], spawnOptions: {} }
}

function reachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
