import { networkReason } from './network'
import type { Repository } from './restic'
import { within } from './wait'

const PROBE_TIMEOUT_MS = 8000

/** Whether the storage answers for this repository. `absent`: it does, and the repository has not been made yet. */
export type Probe =
  | { kind: 'present' }
  | { kind: 'absent' }
  | { kind: 'suspended' }
  | { kind: 'unknown_key' }
  | { kind: 'away'; reason: string }

/** Asks the storage for the repository's config file, as restic would; at most 8 s. Never throws. */
export async function probeStorage(repository: Repository, stop?: AbortSignal): Promise<Probe> {
  const limit = within(PROBE_TIMEOUT_MS, stop)
  try {
    const { url, authorization } = configAddress(repository)
    const response = await fetch(url, { method: 'HEAD', headers: { authorization }, redirect: 'manual', signal: limit.signal })
    if (response.ok) return { kind: 'present' }
    if (response.status === 404) return { kind: 'absent' }
    if (response.status === 403) return { kind: 'suspended' }
    if (response.status === 401) return { kind: 'unknown_key' }
    return { kind: 'away', reason: `HTTP ${response.status}` }
  } catch (error) {
    return { kind: 'away', reason: networkReason(error) }
  } finally {
    limit.done()
  }
}

/** fetch refuses addresses with a password in them, so it goes into the header. Throws when the address is not restic's `rest:`. */
function configAddress(repository: Repository): { url: string; authorization: string } {
  const url = new URL(repository.url.replace(/^rest:/, ''))
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  url.pathname = `${url.pathname.replace(/\/$/, '')}/config`
  return { url: url.href, authorization: `Basic ${Buffer.from(user).toString('base64')}` }
}
