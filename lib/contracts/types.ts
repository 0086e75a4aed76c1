/** A row of the contract list (requirements D3). `machineLimit` null means unlimited. */
export type ContractRow = {
  id: string
  title: string
  spaceId: string
  spaceName: string
  clientEmail: string
  machineCount: number
  machineLimit: number | null
  usedBytes: number
  subscribedBytes: number
  suspendedAt: Date | null
}

export type ContractDetail = ContractRow & { retentionDays: number; createdAt: Date; clientLocale: 'fr' | 'en'; version: string }

export type ContractSort = 'title' | 'space' | 'machines' | 'used' | 'percent'

export type ContractPage = { rows: ContractRow[]; total: number; page: number; pageSize: number }
