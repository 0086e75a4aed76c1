export type SpaceSummary = { id: string; name: string; isDefault: boolean }

/** A row of the list of spaces (requirements B4). `alertEmail` null: the reseller's own is used. */
export type SpaceRow = SpaceSummary & {
  allocatedBytes: number
  usedBytes: number
  alertEmail: string | null
  contractCount: number
  userCount: number
}

export type SpaceDetail = SpaceRow & { version: string }

/** The reseller's volume and how much of it its spaces share; `freeBytes` is below zero where the operator has taken volume away. */
export type AccountVolume = { totalBytes: number; sharedBytes: number; freeBytes: number; alertEmail: string }
