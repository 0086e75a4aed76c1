import { decode, encode } from 'next-auth/jwt'
import { deriveKey } from '@/lib/crypto/secret'
import { type Claims, claimsSchema } from './schema'
import { SESSION_DAYS } from './sessions'

/** One fixed name on http and https alike: next-auth's own default differs and then loops at sign-in. */
export const SESSION_COOKIE = 'portal.session'

const maxAge = SESSION_DAYS * 86_400
export const sessionSecret = (): string => deriveKey('session').toString('base64url')

/** The encrypted cookie value that names a session and its brand. */
export const encodeClaims = (claims: Claims): Promise<string> => encode({ token: { ...claims }, secret: sessionSecret(), maxAge })

/** What a cookie value claims; null when it was not made here or has expired. */
export async function decodeClaims(cookie: string | undefined): Promise<Claims | null> {
  if (!cookie) return null
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null)
  const claims = claimsSchema.safeParse(token)
  return claims.success ? claims.data : null
}

/** Lax, so that a link in a mail opens signed in; the value is out of scripts' reach. */
export const cookieOptions = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge }) as const
