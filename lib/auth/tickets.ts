import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { cookieOptions, sessionSecret } from './cookie'

/** Which sign-in on this browser waits for its code (lib/auth/second-step.ts). */
export const challengeTicket = ticket('portal.challenge', z.object({ challengeId: z.uuid(), brandId: z.uuid() }), 10 * 60)

/** Who has signed in on this browser before; opens nothing (lib/auth/commands.ts). */
export const browserTicket = ticket('portal.browser', z.object({ userId: z.uuid(), brandId: z.uuid() }), 180 * 86_400)

/** An encrypted cookie beside the session's. Its name goes into the key, so that none can stand for another. */
function ticket<Schema extends z.ZodType<Record<string, string>>>(name: string, schema: Schema, maxAge: number) {
  return {
    name,
    write: (claims: z.output<Schema>): Promise<string> => encode({ token: { ...claims }, secret: sessionSecret(), salt: name, maxAge }),
    /** What the cookie says; null when it was not made here for this purpose, or has expired. */
    async read(cookie: string | undefined): Promise<z.output<Schema> | null> {
      if (!cookie) return null
      const token = await decode({ token: cookie, secret: sessionSecret(), salt: name }).catch(() => null)
      const claims = schema.safeParse(token)
      return claims.success ? claims.data : null
    },
    options: (secure: boolean) => ({ ...cookieOptions(secure), maxAge }),
  }
}
