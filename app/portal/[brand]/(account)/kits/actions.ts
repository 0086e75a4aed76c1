'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type KitFailure, type KitFormState, kitInput, readKitValues } from '@/app/_components/kits/kit-form-values'
import { action } from '@/lib/actions/action'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { deleteKitDraft, publishKit, type SaveKitDraftResult, saveKitDraft, withdrawKit } from '@/lib/kits/commands'
import { getKitToEdit } from '@/lib/kits/queries'
import { deleteKitDraftSchema, publishKitSchema, saveKitDraftSchema, withdrawKitSchema } from '@/lib/kits/schema'

const save = action(saveKitDraftSchema, (actor, input) => saveKitDraft(actor, input, clock.now()))

/** The editor's form; leads to the list, where the draft stands to be tried and published. */
export async function saveKitDraftAction(place: { resellerId: string }, state: KitFormState, form: FormData): Promise<KitFormState> {
  const values = readKitValues(form)
  const icon = await readIcon(form)
  const result = await save({ ...kitInput(values), ...place, stamp: String(form.get('stamp') ?? '').slice(0, 100), icon })
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/kits?saved=${result.value.version}`)
  }
  // Who was overtaken may save over the other's: that is then a choice.
  const stamp = result.reason === 'changed_meanwhile' ? (await getKitToEdit(await requireUser())).stamp : state.stamp
  return { attempt: state.attempt + 1, values, stamp, iconChosen: Buffer.isBuffer(icon), failure: failureOf(result) }
}

export const publishKitAction = async (input: { kitId: string; stamp: string }) => refreshed(await publish(input))
export const withdrawKitAction = async (input: { kitId: string }) => refreshed(await withdraw(input))
export const deleteKitDraftAction = async (input: { kitId: string }) => refreshed(await remove(input))

const publish = action(publishKitSchema, (actor, input) => publishKit(actor, input, clock.now()))
const withdraw = action(withdrawKitSchema, (actor, input) => withdrawKit(actor, input, clock.now()))
const remove = action(deleteKitDraftSchema, deleteKitDraft)

function refreshed<R extends { ok: boolean }>(result: R): R {
  if (result.ok) revalidatePath('/', 'layout')
  return result
}

/** The chosen file, the wish to have none, or null to keep what is there. */
async function readIcon(form: FormData): Promise<Buffer | 'remove' | null> {
  const file = form.get('icon')
  if (file instanceof File && file.size > 0) return Buffer.from(await file.arrayBuffer())
  return form.has('removeIcon') ? 'remove' : null
}

type Refusal =
  | Exclude<SaveKitDraftResult, { ok: true }>
  | { ok: false; reason: 'invalid'; fields: string[] }
  | { ok: false; reason: 'forbidden' }

function failureOf(result: Refusal): KitFailure {
  if (result.reason === 'invalid') return { invalid: result.fields }
  if (result.reason === 'invalid_config') return { config: result.platform, detail: result.detail, line: result.line }
  return result.reason
}
