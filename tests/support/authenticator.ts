import { generateSync } from 'otplib'
import type { UserActor } from '@/lib/auth/types'
import { activateTwoSteps } from '@/lib/two-steps/commands'
import { startEnrolment } from '@/lib/two-steps/enrolment'
import { addUser } from '@/lib/users/commands'
import { type Cast, must, PASSWORD, signedIn, system } from './cast'

/** The code that an authenticator shows at a time. */
export const codeAt = (secret: string, at: Date): string => generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) })

/** A code that is none of those around a time. */
export function wrongCode(secret: string, at: Date): string {
  const near = [-60, -30, 0, 30, 60].map((seconds) => codeAt(secret, new Date(at.getTime() + seconds * 1000)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
}

/** Switches the second step on for a user, with an authenticator of its own; its code of `at` has then been used. */
export async function withAuthenticator(actor: UserActor, at: Date): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret, sealed } = startEnrolment(actor, at)
  const input = { sealed, code: codeAt(secret, at), password: PASSWORD }
  const { recoveryCodes } = must(await activateTwoSteps(actor, input, { now: at, address: null, userAgent: null }))
  return { secret, recoveryCodes }
}

export type Person = { actor: UserActor; userName: string; userId: string; email: string }
let people = 0

/** A user of Alice's reseller whom no other test touches. */
export async function newPerson(cast: Cast): Promise<Person> {
  const userName = `person${++people}`
  const email = `${userName}@alpine.test`
  const facts = { displayName: userName, email, password: PASSWORD, role: 'member' as const }
  must(await addUser(system, { brandId: cast.alpine.id, resellerId: cast.resellerId, userName, ...facts }))
  const actor = await signedIn(cast.alpine, userName)
  return { actor, userName, userId: actor.userId, email }
}

/** Such a user with an authenticator, whose last code was used an hour before `at`. */
export async function newPersonInTwoSteps(cast: Cast, at: Date) {
  const person = await newPerson(cast)
  return { ...person, ...(await withAuthenticator(person.actor, new Date(at.getTime() - 3_600_000))) }
}
