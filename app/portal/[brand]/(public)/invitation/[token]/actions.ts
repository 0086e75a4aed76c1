'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { currentBrand } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { ADDRESS_HEADER } from '@/lib/hosts/headers'
import { acceptInvitation } from '@/lib/invitations/commands'
import { acceptInvitationSchema } from '@/lib/invitations/schema'

export type AcceptState = { attempt: number; invalid: string[] }

/** Keeps the password that the invited has chosen. A link that is no longer good shows so on its own page. */
export async function acceptInvitationAction(token: string, state: AcceptState, form: FormData): Promise<AcceptState> {
  const input = acceptInvitationSchema.safeParse({
    token,
    password: String(form.get('password') ?? ''),
    repeated: String(form.get('repeated') ?? ''),
  })
  if (!input.success) return { attempt: state.attempt + 1, invalid: input.error.issues.map((issue) => String(issue.path[0])) }
  const address = (await headers()).get(ADDRESS_HEADER)
  const result = await acceptInvitation(await currentBrand(), input.data, { now: clock.now(), address })
  redirect(result.ok ? '/invitation/accepted' : `/invitation/${encodeURIComponent(token)}`)
}
