'use server'

import { revalidatePath } from 'next/cache'
import { operatorAction } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { endSupportAccess, makeSupportLink } from '@/lib/support/commands'
import { openSupportAccess } from '@/lib/support/opening'
import { accessIdSchema, openAccessSchema } from '@/lib/support/schema'

const open = operatorAction(openAccessSchema, (operator, { code }) => openSupportAccess(operator, code, clock.now()))

export type OpenState = {
  code: string
  failure: 'unknown_code' | 'too_many' | 'invalid' | 'forbidden' | null
  opened: { account: string; grantedByName: string; expiresAt: number } | null
}

/** The form of the support's page; works without scripts too. */
export async function openSupportAccessAction(_: OpenState, form: FormData): Promise<OpenState> {
  const code = String(form.get('code') ?? '').slice(0, 40)
  const result = await open({ code })
  if (!result.ok) return { code, failure: result.reason, opened: null }
  revalidatePath('/operator/support')
  const { resellerName: account, grantedByName, expiresAt } = result.value
  return { code: '', failure: null, opened: { account, grantedByName, expiresAt: expiresAt.getTime() } }
}

export const visitAccountAction = operatorAction(accessIdSchema, async (operator, { accessId }) =>
  ok(await makeSupportLink(operator, accessId, clock.now())),
)

export const endAccessAction = operatorAction(accessIdSchema, async (operator, { accessId }) => {
  const result = await endSupportAccess(operator, accessId, clock.now())
  revalidatePath('/operator/support')
  return result
})
