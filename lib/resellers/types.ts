import type { MachineState } from '@/lib/machines/freshness'

type Product = 'online' | 'pro' | 'business'
type Pack = 'statistics' | 'control_room'

/** A row of the command line's list of resellers. */
export type ResellerRow = {
  id: string
  name: string
  product: Product
  pack: Pack
  brandName: string
  hosts: string[]
  machineCount: number
  contractCount: number
  storedBytes: number
  allocatedBytes: number
  suspendedAt: Date | null
}

/** A row of the console's list. `lastReportAt` is when one of its machines was last heard of. */
export type ResellerOverview = ResellerRow & { administrationOption: boolean; inAlert: number; lastReportAt: Date | null }
export type ResellerPage = { rows: ResellerOverview[]; total: number; page: number; pages: number }

/** A reseller's page in the console. */
export type ResellerDetail = {
  id: string
  name: string
  product: Product
  pack: Pack
  administrationOption: boolean
  allocatedBytes: number
  alertEmail: string
  locale: 'fr' | 'en'
  timeZone: string
  suspendedAt: Date | null
  createdAt: Date
  version: string
  brandId: string
  brandName: string
  ownsBrand: boolean
  hosts: string[]
  spaces: { id: string; name: string; isDefault: boolean; allocatedBytes: number; usedBytes: number; contractCount: number }[]
  users: ResellerUser[]
  states: { state: MachineState; count: number }[]
}

export type ResellerUser = {
  id: string
  userName: string
  displayName: string
  email: string
  isAdministrator: boolean
  isInvited: boolean
  lastSignInAt: Date | null
}

/** A brand of the platform for the form of a new reseller; one that is shared already can only be shared further. */
export type BrandChoice = { id: string; name: string; host: string | null; isShared: boolean }

/** A reseller as its own users see it; `missedAfterDays` holds where a machine has no threshold of its own. */
export type OwnReseller = { alertEmail: string; missedAfterDays: number; product: Product }
