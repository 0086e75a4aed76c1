'use server'

import { after } from 'next/server'
import { askedFrom, currentBrand } from '@/lib/auth/gate'
import { admitPasswordReset, sendPasswordResets } from '@/lib/auth/password-reset'
import { resetRequestSchema } from '@/lib/auth/schema'
import { log } from '@/lib/log'

export type ForgottenState = { who: string; outcome: null | 'sent' | 'invalid' | 'too_many'; waitSeconds: number }

/** Says the same whoever is asked for, and as quickly: who that is, is looked up only after the answer has gone out. */
export async function forgottenPasswordAction(_previous: ForgottenState, form: FormData): Promise<ForgottenState> {
  const input = resetRequestSchema.safeParse(Object.fromEntries(form))
  if (!input.success) return { who: String(form.get('who') ?? '').slice(0, 254), outcome: 'invalid', waitSeconds: 0 }
  const [brand, origin, { who }] = [await currentBrand(), await askedFrom(), input.data]
  const admitted = await admitPasswordReset(brand, who, origin)
  if (!admitted.ok) return { who, outcome: 'too_many', waitSeconds: admitted.waitSeconds }
  after(() => sendPasswordResets(brand, who, origin).catch((err: unknown) => log.error({ err }, 'no link to a new password was sent')))
  return { who, outcome: 'sent', waitSeconds: 0 }
}
