import { createHmac, randomInt } from 'node:crypto'
import { deriveKey } from './secret'

/** Signs that neither the eye nor the ear takes for another: no O beside 0, no B beside D, no 1 beside I. */
const SIGNS = 'ACEFHJKLMNPRTUVWXY3479'
const GROUP = 4

/** A code that one person can read out to another: groups of four signs, 17 bits each. */
export function createSpokenCode(groups: number): string {
  const sign = () => SIGNS[randomInt(SIGNS.length)]
  return Array.from({ length: groups }, () => Array.from({ length: GROUP }, sign).join('')).join('-')
}

/**
 * What is stored of a code, for one purpose. Capitals, blanks and dashes do not count. Under the installation's secret, since a code is
 * so short that its plain hash could be turned back.
 */
export function hashSpokenCode(code: string, purpose: 'support' | 'setup'): Buffer {
  const plain = code.toUpperCase().replace(/[\s\-–—]/gu, '')
  return createHmac('sha256', deriveKey('code')).update(`${purpose}:${plain}`).digest()
}
