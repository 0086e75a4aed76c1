import { createHash, randomBytes } from 'node:crypto'

const PATTERN = /^[\w-]{43}$/

/** The secret of an invitation's link: 256 random bits, as base64url. */
export const createInvitationToken = (): string => randomBytes(32).toString('base64url')

/** What the database looks a token up by; null when it cannot be one. */
export const hashInvitationToken = (token: string): Buffer | null =>
  PATTERN.test(token) ? createHash('sha256').update(token).digest() : null
