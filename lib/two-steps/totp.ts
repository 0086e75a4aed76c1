import { generateSecret, generateURI, verifySync } from 'otplib'

const STEP_SECONDS = 30
/** 160 bits, as RFC 4226 recommends; in base32 these are 32 letters without padding. */
const SECRET_BYTES = 20

/** A new secret for an authenticator, in base32. */
export const createTotpSecret = (): string => generateSecret({ length: SECRET_BYTES })

/** What an authenticator reads from the QR code: the secret, and under which names it shows the codes. */
export const totpUri = (secret: string, productName: string, userName: string): string =>
  generateURI({ issuer: productName, label: userName, secret })

/**
 * The time step whose code was typed, or null when it is none of those around `now`: clocks may be one step (30 s) apart either way.
 * A code counts once: steps up to `lastStep` are past.
 */
export function matchTotp(secret: string, typed: string, now: Date, lastStep: number): number | null {
  const token = typed.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const result = verifySync({ secret, token, epoch, period: STEP_SECONDS, epochTolerance: STEP_SECONDS })
  return result.valid && 'timeStep' in result && result.timeStep > lastStep ? result.timeStep : null
}
