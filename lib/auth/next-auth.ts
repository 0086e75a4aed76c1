import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { clock } from '@/lib/clock'
import { getDirectory } from '@/lib/hosts/queries'
import { normalizeHost } from '@/lib/hosts/resolve'
import { revokeSession, signIn } from './commands'
import { cookieOptions, SESSION_COOKIE, sessionSecret } from './cookie'
import { findSessionActor } from './queries'
import { claimsSchema, codeSchema, signInSchema } from './schema'
import { confirmSignIn } from './second-step'

/** next-auth for clients that speak its protocol (/api/auth/*); the pages' form uses the same command and cookie. */
export function authOptions(request: { host: string | null; address: string | null; secure: boolean }): NextAuthOptions {
  const findBrand = async () => {
    const host = normalizeHost(request.host)
    return (await getDirectory(host)).find(host)
  }
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt' },
    pages: { signIn: '/sign-in' },
    cookies: { sessionToken: { name: SESSION_COOKIE, options: cookieOptions(request.secure) } },
    providers: [
      CredentialsProvider({
        credentials: { userName: {}, password: {}, code: {} },
        async authorize(credentials, { headers }) {
          const brand = await findBrand()
          const input = signInSchema.safeParse(credentials)
          if (!brand || !input.success) return null
          const userAgent = String(headers?.['user-agent'] ?? '').slice(0, 500) || null
          const origin = { now: clock.now(), address: request.address || null, userAgent }
          const result = await signIn(brand, input.data, origin)
          if (result.ok) return { id: result.value.sessionId, brandId: brand.id }
          if (result.reason !== 'code_required') return null
          // Both steps in one request; without the code, the right password opens nothing here either.
          const code = codeSchema.safeParse(credentials?.code)
          if (!code.success) return null
          const confirmed = await confirmSignIn(brand, { challengeId: result.challengeId, code: code.data }, origin)
          return confirmed.ok ? { id: confirmed.value.sessionId, brandId: brand.id } : null
        },
      }),
    ],
    events: {
      // The cookie alone is not the session: a copy of it would go on.
      async signOut({ token }) {
        const claims = claimsSchema.safeParse(token)
        if (claims.success) await revokeSession(claims.data.sessionId, { now: clock.now(), address: request.address })
      },
    },
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id, brandId: 'brandId' in user ? user.brandId : null } : token),
      async session({ session, token }) {
        const [brand, claims] = [await findBrand(), claimsSchema.safeParse(token)]
        const actor =
          brand && claims.success && (await findSessionActor(claims.data, brand, { now: clock.now(), address: request.address }))
        return { expires: session.expires, user: actor ? { name: actor.displayName } : undefined }
      },
    },
  }
}
