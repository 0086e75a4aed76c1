import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { hostSettings } from '@/lib/hosts/settings'
import { mayCall, type Target } from './target'

const TRY_MILLISECONDS = 2_000
const TRIES = 2

export type Checked = { address: string; family: 4 | 6 }

/**
 * Where a target leads at this moment: every address that its name has, each of them checked. One that may not be called refuses them
 * all, and whoever calls has to call one of these and not ask again, or the name may answer otherwise the second time.
 */
export async function resolveTarget({ host, isSecure }: Target): Promise<Checked[] | 'unresolved' | 'refused_address'> {
  const addresses = isIP(host) ? [host] : await lookUp(host)
  if (addresses.length === 0) return 'unresolved'
  if (!addresses.every((address) => mayCall(address, isSecure))) return 'refused_address'
  return addresses.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 }))
}

/** Asks the DNS itself: the machine's own list of hosts is about its own networks, and its look-ups would hold up other work. */
async function lookUp(host: string): Promise<string[]> {
  const { dnsServers } = hostSettings()
  const resolver = new Resolver({ timeout: TRY_MILLISECONDS, tries: TRIES })
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
