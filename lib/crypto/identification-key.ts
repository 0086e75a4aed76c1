import { createHash, randomBytes } from 'node:crypto'

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PATTERN = /^kwb_[0-9A-HJKMNP-TV-Z]{26}$/

/** `kwb_` and 26 characters of Crockford base32: 130 random bits (design.md, Agent protocol v1). */
export function createIdentificationKey(): string {
  return `kwb_${[...randomBytes(26)].map((byte) => CROCKFORD[byte & 31]).join('')}`
}

/** What the database looks a key up by; null when it cannot be a key. */
export function hashIdentificationKey(key: string): Buffer | null {
  return PATTERN.test(key) ? createHash('sha256').update(key).digest() : null
}

/** A key as tables show it: `kwb_••••••••` and its last four characters. */
export const maskIdentificationKey = (suffix: string): string => `kwb_••••••••${suffix}`
