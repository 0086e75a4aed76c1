import type { Scope } from '@/db/client'

export type Locale = 'fr' | 'en'

/** The four rights that an administrator grants one by one (requirements B2). */
export type Rights = { kits: boolean; configure: boolean; restore: boolean; comment: boolean }

/** The account that a user works in: decides the landing screen and which parts exist (requirements A4, A6). */
export type Account = {
  resellerName: string
  product: 'online' | 'pro' | 'business'
  pack: 'statistics' | 'control_room'
  hasAdministration: boolean
  timeZone: string
}

/** When, from where and with which browser something is asked. */
export type Origin = { now: Date; address: string | null; userAgent: string | null }

/** An operator who looks into an account by the code that one of its users read out (requirements G3). */
export type SupportVisit = { accessId: string; operatorUserId: string; grantedByName: string; expiresAt: Date }

// Never exported: outside lib/auth and lib/agent-api an actor can be passed on but not made.
declare const minted: unique symbol
type Minted<T> = T & { readonly [minted]: true }

export type UserActor = Minted<{
  kind: 'user'
  scope: Scope & { kind: 'tenant' }
  /** The space that the user sees the portal as; `scope` is then that space alone (requirements B5). */
  acting: { spaceId: string; spaceName: string } | null
  /** The scope without such a space; only for changing from one to another. */
  home: Scope & { kind: 'tenant' }
  /** The name of a space that was deleted while the user saw the portal as it, until the user has read so. */
  lostSpaceName: string | null
  userId: string
  sessionId: string
  resellerId: string
  brandId: string
  userName: string
  displayName: string
  role: 'administrator' | 'member'
  rights: Rights
  locale: Locale
  account: Account
  address: string | null
  support?: SupportVisit
}>

export type OperatorActor = Minted<{
  kind: 'operator'
  scope: Scope & { kind: 'system' }
  userId: string
  sessionId: string
  brandId: string
  userName: string
  displayName: string
  locale: Locale
  address: string | null
}>

export type MachineActor = Minted<{
  kind: 'machine'
  scope: Scope & { kind: 'tenant' }
  machineId: string
  machineName: string
  resellerId: string
  spaceId: string
  contractId: string
  suspended: boolean
  /** The portal works on its repository: the gateway makes it wait. */
  repositoryHeld: boolean
  /** A webhook of its reseller is told of finished backups. */
  tellsBackups: boolean
  address: string | null
}>

/** The platform itself: jobs, and the command line of whoever runs the server. */
export type SystemActor = Minted<{ kind: 'system'; scope: Scope & { kind: 'system' }; name: string; address?: string | null }>

export type Actor = UserActor | OperatorActor | MachineActor | SystemActor

/** Makes an actor of checked facts. Only modules of lib/auth and lib/agent-api may import it (checked by the lint step). */
export const mint = <T extends Actor>(facts: Omit<T, typeof minted>): T => facts as unknown as T
