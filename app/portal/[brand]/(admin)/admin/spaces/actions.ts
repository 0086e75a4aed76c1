'use server'

import { revalidatePath } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import {
  readSpaceValues,
  type SpaceFailure,
  type SpaceFormState,
  spaceInput,
  spaceValues,
  typedSpaceFields,
} from '@/app/_components/spaces/space-form-values'
import { action } from '@/lib/actions/action'
import { type AdministrationFailure, administrationAction } from '@/lib/actions/administration-action'
import { requireAdministrator, requireUser } from '@/lib/auth/gate'
import { landingPath } from '@/lib/auth/landing'
import { enterSpace, forgetLostSpace, leaveSpace } from '@/lib/spaces/acting'
import { addSpace, deleteSpace, updateSpace } from '@/lib/spaces/commands'
import { getAccountVolume, getSpace } from '@/lib/spaces/queries'
import { spaceTermsSchema, updateSpaceSchema } from '@/lib/spaces/schema'

const spaceId = z.object({ spaceId: z.uuid() })
const add = administrationAction(spaceTermsSchema, (actor, input) => addSpace(actor, { ...input, resellerId: actor.resellerId }))
const update = administrationAction(updateSpaceSchema, updateSpace)
const enter = action(spaceId, (actor, input) => enterSpace(actor, input.spaceId))

/** The form of a new space; leads to the list, where the space is pointed out. */
export async function addSpaceAction(state: SpaceFormState, form: FormData): Promise<SpaceFormState> {
  const values = readSpaceValues(form)
  const result = await add(spaceInput(values))
  if (!result.ok) return refused(state, values, result)
  revalidatePath('/', 'layout')
  redirect(`/admin/spaces?saved=${result.value.spaceId}`)
}

/** The form of an existing space. Who was overtaken gets the other's values beside the own, and may then save over them. */
export async function updateSpaceAction(id: string, state: SpaceFormState, form: FormData): Promise<SpaceFormState> {
  const values = readSpaceValues(form)
  const result = await update({ ...spaceInput(values), spaceId: id, version: String(form.get('version')) })
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/admin/spaces?saved=${id}`)
  }
  const next = await refused(state, values, result)
  if (result.reason !== 'changed_meanwhile') return next
  const actor = await requireAdministrator()
  const space = await getSpace(actor, id)
  return { ...next, version: space.version, current: spaceValues(space, actor.locale) }
}

type Refusal = AdministrationFailure | { ok: false; reason: Exclude<SpaceFailure, object> }

/** What was typed, why it was refused, and how much volume there is by now. */
async function refused(state: SpaceFormState, values: SpaceFormState['values'], result: Refusal): Promise<SpaceFormState> {
  const failure = result.reason === 'invalid' ? { invalid: typedSpaceFields(result.fields) } : result.reason
  const next = { ...state, attempt: state.attempt + 1, values, failure, current: null }
  if (failure !== 'volume_exceeded') return next
  return { ...next, freeBytes: (await getAccountVolume(await requireAdministrator())).freeBytes }
}

export const deleteSpaceAction = administrationAction(spaceId, async (actor, input) => {
  const result = await deleteSpace(actor, input.spaceId)
  revalidatePath('/', 'layout')
  return result
})

/** « Utiliser cet espace »: from here on everything is shown as the space sees it. */
export async function enterSpaceAction(id: string): Promise<void> {
  const result = await enter({ spaceId: id })
  if (result) notFound()
  revalidatePath('/', 'layout')
  redirect(landingPath(await requireUser()))
}

/** « Quitter l'espace »: back to the whole account. */
export async function leaveSpaceAction(): Promise<void> {
  await leaveSpace(await requireUser())
  revalidatePath('/', 'layout')
  redirect('/admin/spaces')
}

export async function forgetLostSpaceAction(): Promise<void> {
  await forgetLostSpace(await requireUser())
  revalidatePath('/', 'layout')
}
