import { and, eq, isNotNull } from 'drizzle-orm'
import { getDomain } from 'tldts'
import type { Tx } from '@/db/client'
import { brandHosts, brands } from '@/db/schema'
import type { BrandActor } from './policy'

/**
 * Whether the actor may have the brand's mails come from this address: a user from a domain alone that a verified host of the brand is or
 * lies below, so that no reseller writes in another's name; never from one under which anybody may register, such as co.uk, by the list of
 * publicsuffix.org. What stands already may stay, an operator may have set it.
 */
export async function maySendFrom(tx: Tx, actor: BrandActor, brandId: string, address: string | null): Promise<boolean> {
  if (actor.kind !== 'user' || address === null) return true
  const [brand] = await tx.select({ mailSender: brands.mailSender }).from(brands).where(eq(brands.id, brandId))
  if (brand?.mailSender === address) return true
  const hosts = await tx
    .select({ host: brandHosts.host })
    .from(brandHosts)
    .where(and(eq(brandHosts.brandId, brandId), isNotNull(brandHosts.verifiedAt)))
  return hosts.some(({ host }) => isOrLiesBelow(host, address.slice(address.lastIndexOf('@') + 1).toLowerCase()))
}

const isOrLiesBelow = (host: string, domain: string): boolean =>
  getDomain(domain, { allowPrivateDomains: true }) !== null && (host === domain || host.endsWith(`.${domain}`))
