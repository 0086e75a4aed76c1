import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { addUser } from '@/lib/users/commands'
import { type Cast, must, PASSWORD, signedIn, system } from './cast'

type Facts = { role?: 'administrator' | 'member'; spaceIds?: string[]; rights?: UserActor['rights'] }

/** Another user of Alice's reseller, signed in. */
export async function freshUser(cast: Cast, userName: string, { role = 'member', ...facts }: Facts = {}): Promise<UserActor> {
  const account = { brandId: cast.alpine.id, resellerId: cast.resellerId }
  const email = `${userName}@alpine.test`
  must(await addUser(system, { ...account, userName, displayName: userName, email, password: PASSWORD, role, ...facts }))
  return signedIn(cast.alpine, userName)
}

/** The actor as its next request would find it; null once its session or the user is gone. */
export async function atNextRequest({ sessionId, brandId }: UserActor, cast: Cast): Promise<UserActor | null> {
  const brand = brandId === cast.alpine.id ? cast.alpine : cast.other
  const actor = await findSessionActor({ sessionId, brandId }, brand, { now: new Date(), address: '203.0.113.7' })
  return actor?.kind === 'user' ? actor : null
}
