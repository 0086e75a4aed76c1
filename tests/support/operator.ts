import { signIn } from '@/lib/auth/commands'
import { findSessionActor } from '@/lib/auth/queries'
import type { OperatorActor } from '@/lib/auth/types'
import { addBrand } from '@/lib/brands/commands'
import { addHost } from '@/lib/hosts/commands'
import type { Brand } from '@/lib/hosts/types'
import { addUser } from '@/lib/users/commands'
import { must, PASSWORD, system } from './cast'

/** The platform's own brand, on console.platform.test. Call it once for a database. */
export async function makeConsole(like: Brand): Promise<Brand> {
  const facts = { slug: 'console', audience: 'operator' as const, productName: 'Console', accentColor: '#334155' }
  const { brandId } = must(await addBrand(system, facts))
  must(await addHost(system, { brandId, host: 'console.platform.test' }, new Date()))
  return { ...like, id: brandId, ...facts }
}

/** An operator of the platform, as its browser's session makes one; `sessionId` names that. */
export async function makeOperator(console: Brand, userName: string): Promise<OperatorActor> {
  const email = `${userName}@platform.test`
  must(
    await addUser(system, {
      brandId: console.id,
      resellerId: null,
      userName,
      displayName: userName,
      email,
      password: PASSWORD,
      role: 'operator',
    }),
  )
  const origin = { now: new Date(), address: '198.51.100.1', userAgent: 'tests' }
  const { sessionId } = must(await signIn(console, { userName, password: PASSWORD }, origin))
  const actor = await findSessionActor({ sessionId, brandId: console.id }, console, origin)
  if (actor?.kind !== 'operator') throw new Error(`${userName} is no operator`)
  return actor
}
