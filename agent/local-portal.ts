import { lookup } from 'node:dns/promises'

/**
 * The portal's address as this machine can reach it. A name under `.localhost` is this very machine (RFC 6761), which browsers know
 * and many resolvers do not: then plain `localhost` is asked, and the portal tells whose machine it is by the key.
 */
export async function portalWithinReach(address: string): Promise<string> {
  const url = new URL(address)
  if (!url.hostname.endsWith('.localhost')) return address
  const known = await lookup(url.hostname).catch(() => null)
  if (known) return address
  url.hostname = 'localhost'
  return url.href.replace(/\/+$/, '')
}
