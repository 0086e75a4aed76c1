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
