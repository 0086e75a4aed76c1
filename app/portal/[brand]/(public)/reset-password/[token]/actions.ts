'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { askedFrom, currentBrand } from '@/lib/auth/gate'
import { resetPassword } from '@/lib/auth/password-reset'
import type { PasswordFault } from '@/lib/users/password-faults'

export type ResetState = { fault: PasswordFault | null }

const formSchema = z.object({ password: z.string().max(5000) })

/** Sets the password that a mailed link is for, and leads to the sign-in. Where the link is void by now, the page says so. */
export async function resetPasswordAction(token: string, _previous: ResetState, form: FormData): Promise<ResetState> {
  const input = formSchema.safeParse(Object.fromEntries(form))
  if (!input.success) return { fault: 'too_long' }
  const result = await resetPassword(await currentBrand(), { token, ...input.data }, await askedFrom())
  if (result.ok) redirect('/sign-in?reset=1')
  if (result.reason === 'link_void') redirect(`/reset-password/${encodeURIComponent(token)}`)
  return { fault: result.reason }
}
