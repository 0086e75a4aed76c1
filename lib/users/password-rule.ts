import { z } from 'zod'
import { COMMON_WORDS } from './common-passwords'
import { type PasswordFault, passwordFaults } from './password-faults'

export const PASSWORD_MIN = 12
const PASSWORD_MAX = 1000
/** What has to be left of a password without the user's own name. */
const OWN_MIN = 8

/**
 * A password that a person chooses, at whatever door: at least 12 characters, and not one of those that are tried first. The issue's
 * message is a PasswordFault. Where the user is known, `isNearUserName` asks the rest.
 */
export const newPassword = z
  .string()
  .min(PASSWORD_MIN, 'too_short')
  .max(PASSWORD_MAX, 'too_long')
  .refine((password) => !isCommonPassword(password), 'too_common')

/** `newPassword` of a user whose name is known: the password is not that name with a few signs around it. */
export const newPasswordOf = (userName: string) => newPassword.refine((password) => !isNearUserName(password, userName), 'user_name')

/** What speaks against a password, or null. */
export function passwordFault(password: string, userName: string): PasswordFault | null {
  const [issue] = newPasswordOf(userName).safeParse(password).error?.issues ?? []
  return passwordFaults.find((fault) => fault === issue?.message) ?? null
}

/** Whether the user's own name is what the password is made of. */
export function isNearUserName(password: string, userName: string): boolean {
  const name = userName.toLowerCase()
  const text = password.toLowerCase()
  return text.includes(name) && text.replaceAll(name, '').length < OWN_MIN
}

/** Whether a password is among the most used: a common word dressed up, one piece over and over, or a run of digits. */
export function isCommonPassword(password: string): boolean {
  const text = plain(password)
  if (isRepeated(text) || isDigitRun(text)) return true
  const bare = text.replaceAll(/[\s\d\p{P}\p{S}]/gu, '')
  return [bare, lettersOf(text)].some((letters) => COMMON_WORDS.has(letters) || COMMON_WORDS.has(firstPeriod(letters)))
}

/** Small letters without accents. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

const LOOKALIKES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

/** The letters that a password is meant to spell: « P@ssw0rd-2026 » is "password". */
function lettersOf(text: string): string {
  const trimmed = text.replaceAll(/^[^\p{L}@$]+|[^\p{L}@$]+$/gu, '')
  return trimmed.replaceAll(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign).replaceAll(/[\s\d\p{P}\p{S}]/gu, '')
}

/** At most four characters, over and over. */
const isRepeated = (text: string): boolean => firstPeriod(text).length <= 4

/** The shortest piece of which the text is made by repeating it; the last time may be cut short. */
function firstPeriod(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const piece = text.slice(0, length)
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece
  }
  return text
}

const RUNS = ['01234567890123456789', '09876543210987654321']

function isDigitRun(text: string): boolean {
  const digits = text.replaceAll(/[\s\p{P}]/gu, '')
  if (!/^\d+$/.test(digits)) return false
  // Digits alone are weak up to the length of a telephone or a card number.
  return digits.length <= 16 || RUNS.some((run) => run.repeat(4).includes(digits))
}
