'use server'

import { revalidatePath } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import {
  admitInput,
  invalidFields,
  type ResellerFormState,
  readResellerValues,
  termsInput,
} from '@/app/_components/resellers/reseller-form-values'
import { operatorAction } from '@/lib/actions/action'
import { requireOperator } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { NotFoundError } from '@/lib/errors'
import { admitReseller } from '@/lib/resellers/admission'
import { updateReseller } from '@/lib/resellers/changing'
import { reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { inviteAdministrator, resendFirstInvitation } from '@/lib/resellers/inviting'
import { admitResellerSchema, inviteAdministratorSchema, resellerIdSchema, updateResellerSchema } from '@/lib/resellers/schema'
import { userIdSchema } from '@/lib/users/schema'

/** The form of a new reseller; leads to its page. */
export async function admitResellerAction(state: ResellerFormState, form: FormData): Promise<ResellerFormState> {
  const operator = await requireOperator()
  const values = readResellerValues(form)
  const next = { ...state, attempt: state.attempt + 1, values }
  const parsed = admitResellerSchema.safeParse(admitInput(values))
  if (!parsed.success) return { ...next, failure: { invalid: invalidFields(parsed.error) } }
  const result = await admitReseller(operator, parsed.data, clock.now()).catch(asNotFound)
  if (!result.ok) return { ...next, failure: { reason: result.reason } }
  revalidatePath('/operator', 'layout')
  redirect(`/operator/resellers/${result.value.resellerId}?added=1`)
}

/** The form of an existing reseller; asks for confirmation where the change touches what is there. */
export async function updateResellerAction(resellerId: string, state: ResellerFormState, form: FormData): Promise<ResellerFormState> {
  const operator = await requireOperator()
  const values = readResellerValues(form)
  const next = { ...state, attempt: state.attempt + 1, values }
  const [version, confirmed] = [String(form.get('version')), form.has('confirmed')]
  const parsed = updateResellerSchema.safeParse({ ...termsInput(values), resellerId, version, confirmed })
  if (!parsed.success) return { ...next, failure: { invalid: invalidFields(parsed.error) } }
  const result = await updateReseller(operator, parsed.data).catch(asNotFound)
  if (!result.ok) return { ...next, failure: result }
  revalidatePath('/operator', 'layout')
  redirect(`/operator/resellers/${resellerId}?saved=1`)
}

function asNotFound(error: unknown): never {
  if (error instanceof NotFoundError) notFound()
  throw error
}

export const suspendResellerAction = operatorAction(resellerIdSchema, async (operator, { resellerId }) => {
  const result = await suspendReseller(operator, resellerId, clock.now())
  revalidatePath('/operator', 'layout')
  return result
})

export const reactivateResellerAction = operatorAction(resellerIdSchema, async (operator, { resellerId }) => {
  const result = await reactivateReseller(operator, resellerId)
  revalidatePath('/operator', 'layout')
  return result
})

export const inviteAdministratorAction = operatorAction(inviteAdministratorSchema, async (operator, input) => {
  const result = await inviteAdministrator(operator, input, clock.now())
  revalidatePath(`/operator/resellers/${input.resellerId}`)
  return result
})

export const resendInvitationAction = operatorAction(userIdSchema, (operator, { userId }) =>
  resendFirstInvitation(operator, userId, clock.now()),
)
