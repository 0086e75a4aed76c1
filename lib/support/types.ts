/** A code as its user sees it, once. */
export type SupportCode = { code: string; expiresAt: Date }

/** A look of the support into an account that is going on, as the account sees it. */
export type OpenAccess = { id: string; operatorName: string; grantedByName: string; expiresAt: Date }

/** The same as the operators see it; `isOwn` is the one who opened it. */
export type PlatformAccess = OpenAccess & { resellerId: string; resellerName: string; enteredAt: Date | null; isOwn: boolean }
