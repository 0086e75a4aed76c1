import { z } from 'zod'
import { seal, unseal } from '@/lib/crypto/seal'
import type { OwnActor } from '@/lib/profile/types'
import { createTotpSecret } from './totp'

const ENROLMENT_MILLISECONDS = 3_600_000

const enrolmentSchema = z.object({ userId: z.uuid(), secret: z.string(), at: z.number() })

/** A secret on its way into an authenticator. `sealed` goes to the page and comes back: nothing is kept until a code proves it. */
export type Enrolment = { secret: string; sealed: string }

export function startEnrolment(actor: OwnActor, now: Date): Enrolment {
  const secret = createTotpSecret()
  return { secret, sealed: seal(JSON.stringify({ userId: actor.userId, secret, at: now.getTime() })) }
}

/** What was sealed for this user within the last hour; null otherwise. */
export function readEnrolment(actor: OwnActor, sealed: string, now: Date): Enrolment | null {
  try {
    const { userId, secret, at } = enrolmentSchema.parse(JSON.parse(unseal(sealed)))
    return userId === actor.userId && now.getTime() - at < ENROLMENT_MILLISECONDS ? { secret, sealed } : null
  } catch {
    return null
  }
}
