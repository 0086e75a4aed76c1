/**
 * Why restic failed. `absent`: it is not installed; `locked`: somebody else works on the repository; `damaged`: it found errors in it;
 * `failed`: anything else, such as a storage that does not answer.
 */
export type ResticFailure = 'absent' | 'cancelled' | 'too_slow' | 'locked' | 'no_repository' | 'wrong_password' | 'damaged' | 'failed'

const SIGNS: [reason: ResticFailure, words: RegExp][] = [
  ['absent', /^ENOENT$/],
  ['locked', /already locked/],
  ['wrong_password', /wrong password or no key found/],
  ['damaged', /repository contains errors|LoadIndex returned errors|invalid data returned|ciphertext verification failed/],
  ['no_repository', /unable to open config file|repository does not exist/],
]

/** restic 0.17 and later say it by their exit code. */
const CODES: Record<number, ResticFailure> = { 10: 'no_repository', 11: 'locked', 12: 'wrong_password' }

/** Reads restic's exit code and what it said on stderr; the message is its first fatal line, or its last one. */
export function readFailure(code: number | null, words: string): { reason: ResticFailure; message: string } {
  const reason = (code !== null && CODES[code]) || SIGNS.find(([, sign]) => sign.test(words))?.[0] || 'failed'
  const lines = words.split('\n').filter((line) => line.trim() !== '')
  const message = lines.find((line) => /^Fatal:/.test(line)) ?? lines.at(-1) ?? `exit ${code}`
  return { reason, message: (message.startsWith('Fatal: repository contains errors') ? (lines[0] ?? message) : message).slice(0, 500) }
}
