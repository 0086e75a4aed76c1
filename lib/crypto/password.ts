import { hash, verify } from '@node-rs/argon2'

/** argon2id with OWASP's parameters: 19 MiB, two passes. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

let dummy: Promise<string> | undefined

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

/** Whether the password is right. Without a hash (no such user, or only invited) it works as long and answers no (requirements A3). */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody')
  const right = await verify(passwordHash ?? (await dummy), password)
  return right && typeof passwordHash === 'string'
}
