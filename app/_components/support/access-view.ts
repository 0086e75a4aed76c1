import type { OpenAccess } from '@/lib/support/types'

/** A look of the support as the account's pages get it; null when there is none. */
export type AccessView = { id: string; operatorName: string; grantedByName: string; expiresAt: number } | null

export const accessView = (access: OpenAccess | null): AccessView =>
  access && {
    id: access.id,
    operatorName: access.operatorName,
    grantedByName: access.grantedByName,
    expiresAt: access.expiresAt.getTime(),
  }
