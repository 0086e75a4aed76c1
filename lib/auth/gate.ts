import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { clock } from '@/lib/clock'
import { NotFoundError } from '@/lib/errors'
import { ADDRESS_HEADER, HOST_HEADER } from '@/lib/hosts/headers'
import { getDirectory } from '@/lib/hosts/queries'
import { normalizeHost } from '@/lib/hosts/resolve'
import type { Brand } from '@/lib/hosts/types'
import { canUseProfile } from '@/lib/profile/policy'
import { administers } from './administration'
import { decodeClaims, SESSION_COOKIE } from './cookie'
import { findSessionActor } from './queries'
import type { OperatorActor, Origin, UserActor } from './types'

/** The brand of the host that was asked. The middleware has refused hosts without one. */
export const currentBrand = cache(async (): Promise<Brand> => {
  const host = await currentHost()
  const brand = (await getDirectory(host)).find(host)
  if (!brand) throw new NotFoundError('brand not found')
  return brand
})

/** The host that was asked, as the directory names it. */
export const currentHost = async (): Promise<string> => normalizeHost((await headers()).get(HOST_HEADER))

/** Where this portal was reached, as the front door saw it: https://admin.example.com. */
export async function currentOrigin(): Promise<string> {
  const facts = await headers()
  await currentBrand()
  return `${facts.get('x-forwarded-proto') === 'https' ? 'https' : 'http'}://${facts.get(HOST_HEADER)}`
}

/** When, from where and with which browser this request asks, as the front door saw it. */
export async function askedFrom(): Promise<Origin> {
  const facts = await headers()
  return { now: clock.now(), address: facts.get(ADDRESS_HEADER) || null, userAgent: facts.get('user-agent')?.slice(0, 500) ?? null }
}

/** Who is signed in on this host, or null. */
export const findSignedIn = cache(async (): Promise<UserActor | OperatorActor | null> => {
  const claims = await decodeClaims((await cookies()).get(SESSION_COOKIE)?.value)
  if (!claims) return null
  const address = (await headers()).get(ADDRESS_HEADER)
  return findSessionActor(claims, await currentBrand(), { now: clock.now(), address })
})

/** The signed-in user of a reseller; leads to the sign-in page when there is none. */
export async function requireUser(): Promise<UserActor> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'user') redirect('/sign-in')
  return actor
}

/** The signed-in administrator; 404 where it has no Administration. One that sees the portal as a space is told to leave it first. */
export async function requireAdministrator(): Promise<UserActor> {
  const actor = await requireUser()
  if (!administers(actor)) notFound()
  if (actor.acting) redirect('/admin')
  return actor
}

/** Whoever is signed in on this host, for what everybody has: the own profile. Who looks in for the support has none: 404. */
export async function requireSignedIn(): Promise<UserActor | OperatorActor> {
  const actor = (await findSignedIn()) ?? redirect('/sign-in')
  if (!canUseProfile(actor)) notFound()
  return actor
}

/** The signed-in operator of the platform; leads to the sign-in page when there is none. */
export async function requireOperator(): Promise<OperatorActor> {
  const actor = await findSignedIn()
  if (actor?.kind !== 'operator') redirect('/sign-in')
  return actor
}
