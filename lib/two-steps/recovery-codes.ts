import { createHash, randomBytes } from 'node:crypto'

export const RECOVERY_CODES = 10
const LETTERS = 12
// Crockford's base32: no I, L, O and U, so that nothing is misread from paper.
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten codes of 60 random bits, as they are shown: XXXX-XXXX-XXXX. */
export const createRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, createCode)

function createCode(): string {
  const letters = [...randomBytes(LETTERS)].map((byte) => CROCKFORD[byte & 31]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** What a code is kept and looked up as; null when it cannot be one. Small letters, blanks and look-alikes are as good. */
export function hashRecoveryCode(typed: string): Buffer | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(letters) ? createHash('sha256').update(letters).digest() : null
}
