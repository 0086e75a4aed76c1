/** A row of the operator's list of resellers. */
export type ResellerRow = {
  id: string
  name: string
  product: 'online' | 'pro' | 'business'
  pack: 'statistics' | 'control_room'
  brandName: string
  hosts: string[]
  machineCount: number
  contractCount: number
  storedBytes: number
  allocatedBytes: number
  suspendedAt: Date | null
}

/** A reseller as its own users see it; `missedAfterDays` holds where a machine has no threshold of its own. */
export type OwnReseller = { alertEmail: string; missedAfterDays: number; product: ResellerRow['product'] }
