'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import {
  readUserValues,
  typedUserFields,
  type UserFailure,
  type UserFormState,
  userInput,
  userValues,
} from '@/app/_components/users/user-form-values'
import { type AdministrationFailure, administrationAction } from '@/lib/actions/administration-action'
import { requireAdministrator, requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { resendInvitation, withdrawInvitation } from '@/lib/invitations/commands'
import { resetTwoSteps } from '@/lib/two-steps/commands'
import { addUser, deleteUser, inviteUser, setUserPassword, signUserOut, updateUser } from '@/lib/users/commands'
import { getUser } from '@/lib/users/queries'
import { deleteUserSchema, newUserSchema, setUserPasswordSchema, updateUserSchema, userIdSchema } from '@/lib/users/schema'

const add = administrationAction(newUserSchema, (actor, { password, ...user }) => {
  const account = { brandId: actor.brandId, resellerId: actor.resellerId }
  return password === null ? inviteUser(actor, { ...user, ...account }, clock.now()) : addUser(actor, { ...user, ...account, password })
})
const update = administrationAction(updateUserSchema, (actor, input) => updateUser(actor, input, clock.now()))

/** The form of a new user; leads to the list, where the user is pointed out. */
export async function addUserAction(state: UserFormState, form: FormData): Promise<UserFormState> {
  const values = readUserValues(form)
  const password = values.access === 'password' ? String(form.get('password') ?? '') : null
  const result = await add({ ...userInput(values), password })
  if (!result.ok) return refused(state, values, result)
  revalidatePath('/admin/users')
  redirect(savedHref(result.value.userId, password === null))
}

const savedHref = (userId: string, invited: boolean): string => `/admin/users?saved=${userId}${invited ? '&invited=1' : ''}`

/** The form of an existing user. Who was overtaken gets the other's values beside the own, and may then save over them. */
export async function updateUserAction(id: string, state: UserFormState, form: FormData): Promise<UserFormState> {
  const values = readUserValues(form)
  const result = await update({ ...userInput(values), userId: id, version: String(form.get('version')) })
  if (result.ok) {
    revalidatePath('/', 'layout')
    // Who has just ceased to be an administrator has no list of users to go back to.
    redirect((await requireUser()).userId === id && values.role === 'member' ? '/' : savedHref(id, result.value.invited))
  }
  const next = refused(state, values, result)
  if (result.reason !== 'changed_meanwhile') return next
  const user = await getUser(await requireAdministrator(), id, clock.now())
  return { ...next, version: user.version, current: userValues(user) }
}

type Refusal = AdministrationFailure | { ok: false; reason: Exclude<UserFailure, object> }

function refused(state: UserFormState, values: UserFormState['values'], result: Refusal): UserFormState {
  const failure = result.reason === 'invalid' ? { invalid: typedUserFields(result.fields) } : result.reason
  return { ...state, attempt: state.attempt + 1, values, failure, current: null }
}

export const setUserPasswordAction = administrationAction(setUserPasswordSchema, async (actor, input) => {
  const result = await setUserPassword(actor, input, clock.now())
  revalidatePath(`/admin/users/${input.userId}`)
  return result
})

export const signUserOutAction = administrationAction(userIdSchema, async (actor, { userId }) => {
  const result = await signUserOut(actor, userId, clock.now())
  revalidatePath(`/admin/users/${userId}`)
  return result
})

export const resetTwoStepsAction = administrationAction(userIdSchema, async (actor, { userId }) => {
  const result = await resetTwoSteps(actor, userId, clock.now())
  revalidatePath(`/admin/users/${userId}`)
  return result
})

export const resendInvitationAction = administrationAction(userIdSchema, async (actor, { userId }) => {
  const result = await resendInvitation(actor, userId, clock.now())
  revalidatePath('/admin/users')
  return result
})

// These two are not revalidated: the user's own page would be a 404 before its dialog has led away.
export const withdrawInvitationAction = administrationAction(userIdSchema, (actor, { userId }) => withdrawInvitation(actor, userId))
export const deleteUserAction = administrationAction(deleteUserSchema, deleteUser)
