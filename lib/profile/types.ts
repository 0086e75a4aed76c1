import type { Locale, OperatorActor, UserActor } from '@/lib/auth/types'

/** Whoever has an account of the own: a reseller's user or an operator. */
export type OwnActor = UserActor | OperatorActor

export type OwnProfile = {
  userName: string
  displayName: string
  email: string
  locale: Locale
  /** Since when the sign-in takes two steps; null where it takes one. */
  twoStepsSince: Date | null
  recoveryCodesLeft: number
}

export type OwnSession = {
  id: string
  /** « Firefox, Windows »; null when the browser says nothing that is known. */
  browser: string | null
  address: string | null
  createdAt: Date
  lastSeenAt: Date
  isCurrent: boolean
}
