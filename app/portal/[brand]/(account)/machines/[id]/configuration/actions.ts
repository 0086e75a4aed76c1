'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { ConfigEditorState } from '@/app/_components/configs/config-form-values'
import { askToConfirm, readEditor, refuseEditor, turnEditor } from '@/app/_components/configs/editing'
import { action } from '@/lib/actions/action'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { followContractConfig, rollBackMachineConfig, saveMachineConfig } from '@/lib/configs/commands'
import { getMachineConfig } from '@/lib/configs/queries'
import { followContractSchema, rollBackConfigSchema, saveConfigSchema } from '@/lib/configs/schema'

const save = action(saveConfigSchema, (actor, input) => saveMachineConfig(actor, input, clock.now()))

/** Turns between form and file, or stores a new version: what no agent could read, or what protects less, comes back first. */
export async function saveConfigAction(machineId: string, state: ConfigEditorState, form: FormData): Promise<ConfigEditorState> {
  const asked = readEditor(form)
  if (asked.turnTo) return turnEditor(state, asked)
  if (asked.failure) return refuseEditor(state, asked, asked.failure)
  const result = await save({ machineId, baseVersion: state.baseVersion, body: asked.body, accepted: asked.confirmed })
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/machines/${machineId}/configuration?saved=1`)
  }
  if (result.reason === 'forbidden') return refuseEditor(state, asked, { reason: 'forbidden' })
  if (result.reason === 'invalid') return refuseEditor(state, asked, 'problems' in result ? result : { reason: 'too_long' })
  const current = await getMachineConfig(await requireUser(), machineId)
  if (result.reason === 'protects_less') return askToConfirm(state, asked, current.body, result)
  const overtaken = { ...state, baseVersion: current.version }
  return refuseEditor(overtaken, { ...asked, view: 'file' }, { reason: 'changed_meanwhile', current: current.body })
}

export const rollBackConfigAction = action(rollBackConfigSchema, async (actor, input) => {
  const result = await rollBackMachineConfig(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})

export const followContractAction = action(followContractSchema, async (actor, input) => {
  const result = await followContractConfig(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})
