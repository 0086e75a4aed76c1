'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '@/lib/actions/action'
import { SESSION_COOKIE } from '@/lib/auth/cookie'
import { requireUser } from '@/lib/auth/gate'
import { quitSupportAccess } from '@/lib/auth/support'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { endSupportAccess, showSupportCode } from '@/lib/support/commands'
import { accessIdSchema } from '@/lib/support/schema'

export const showSupportCodeAction = action(z.object({}), async (actor) => {
  const { code, expiresAt } = await showSupportCode(actor, clock.now())
  return ok({ code, leftSeconds: Math.round((expiresAt.getTime() - clock.now().getTime()) / 1000) })
})

export const endSupportAccessAction = action(accessIdSchema, (actor, { accessId }) => endSupportAccess(actor, accessId, clock.now()))

/** The operator leaves the account, and goes back to the console. */
export async function quitSupportAction(): Promise<void> {
  const console = await quitSupportAccess(await requireUser(), clock.now())
  const jar = await cookies()
  jar.delete(SESSION_COOKIE)
  redirect(console ?? '/sign-in')
}
