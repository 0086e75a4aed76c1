import type { Locale, Rights } from '@/lib/auth/types'

/** A row of the list of users (requirements B1). An invited user has no password yet and cannot sign in. */
export type UserRow = {
  id: string
  userName: string
  displayName: string
  email: string
  role: 'administrator' | 'member'
  rights: Rights
  /** The spaces of a member; an administrator sees all without being allotted any. */
  spaceNames: string[]
  lastSignInAt: Date | null
  invitedUntil: Date | null
  hasPassword: boolean
}

export type UserDetail = UserRow & {
  locale: Locale | null
  spaceIds: string[]
  openSessions: number
  /** Since when the sign-in takes two steps; null where it takes one. */
  twoStepsSince: Date | null
  createdAt: Date
  version: string
}
