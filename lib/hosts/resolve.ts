import type { Brand, Directory } from './types'

export type Resolution =
  | { kind: 'portal'; brand: Brand }
  | { kind: 'operator'; brand: Brand }
  | { kind: 'set_up' }
  | { kind: 'not_found'; reason: 'unknown_host' | 'internal_path' | 'other_audience' }

/** Which brand a request is for, or why for none (requirements A1, A2). `host` is the Host header as sent. */
export function resolveHost(host: string | null | undefined, path: string, directory: Directory): Resolution {
  // Before the first operator every host leads to making it; nothing else is there to be reached.
  if (directory.isEmpty) return isUnder(path, '/api') ? { kind: 'not_found', reason: 'unknown_host' } : { kind: 'set_up' }
  const brand = directory.find(normalizeHost(host))
  if (!brand) return { kind: 'not_found', reason: 'unknown_host' }
  // The rewrite's target is reachable from outside unless it is refused here.
  if (isUnder(path, '/portal')) return { kind: 'not_found', reason: 'internal_path' }
  if (brand.audience === 'operator') return { kind: 'operator', brand }
  if (isUnder(path, '/operator')) return { kind: 'not_found', reason: 'other_audience' }
  return { kind: 'portal', brand }
}

/** Lower case, without port and without the root's dot. */
export function normalizeHost(host: string | null | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
}

/** Judged as the router will read it: `/%6Fperator` is `/operator` to it. */
function isUnder(path: string, root: string): boolean {
  const read = decode(path)
  return read === root || read.startsWith(`${root}/`)
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
