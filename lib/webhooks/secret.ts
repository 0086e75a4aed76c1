import { randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** A secret to sign under, as the Standard Webhooks specification writes it: `whsec_` and 32 random bytes in base64. */
export const createWebhookSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`

/** What tables keep of it to show: the last four characters that say something. */
export const secretSuffix = (secret: string): string => secret.replace(/=+$/, '').slice(-4)

/** A secret as it is shown until someone asks for it. */
export const maskSecret = (suffix: string): string => `${PREFIX}••••••••${suffix}`
