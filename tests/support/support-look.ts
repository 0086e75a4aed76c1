import { findSessionActor } from '@/lib/auth/queries'
import { enterSupportAccess } from '@/lib/auth/support'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import type { Brand } from '@/lib/hosts/types'
import { makeSupportLink, showSupportCode } from '@/lib/support/commands'
import { openSupportAccess } from '@/lib/support/opening'
import { must } from './cast'

const ADDRESS = '198.51.100.1'

/** Opens an account by a code that `by` has just read out. */
export async function openLook(by: UserActor, operator: OperatorActor) {
  const { code } = await showSupportCode(by, new Date())
  return must(await openSupportAccess(operator, code, new Date()))
}

/** The session that the link of a look leads to. */
export async function enterLook(accessId: string, operator: OperatorActor, brand: Brand): Promise<string> {
  const link = new URL(await makeSupportLink(operator, accessId, new Date())).searchParams.get('link')
  return must(await enterSupportAccess(brand, link ?? '', { now: new Date(), address: ADDRESS, userAgent: 'tests' })).sessionId
}

/** Who a look's session is, at a time; nobody once it ended. */
export const whoLooks = (sessionId: string, brand: Brand, now = new Date()) =>
  findSessionActor({ sessionId, brandId: brand.id }, brand, { now, address: ADDRESS })

/** An operator who looks into the account of `by`, by a code that was read out. */
export async function lookInto(by: UserActor, operator: OperatorActor, brand: Brand): Promise<UserActor> {
  const { accessId } = await openLook(by, operator)
  const actor = await whoLooks(await enterLook(accessId, operator, brand), brand)
  if (actor?.kind !== 'user') throw new Error('nobody looks in')
  return actor
}
