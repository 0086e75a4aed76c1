'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { ConfigEditorState } from '@/app/_components/configs/config-form-values'
import { askToConfirm, readEditor, refuseEditor, turnEditor } from '@/app/_components/configs/editing'
import { action } from '@/lib/actions/action'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { rollBackContractConfig, saveContractConfig } from '@/lib/configs/contract-default'
import { getContractConfig } from '@/lib/configs/queries'
import { rollBackContractConfigSchema, saveContractConfigSchema } from '@/lib/configs/schema'

const save = action(saveContractConfigSchema, (actor, input) => saveContractConfig(actor, input, clock.now()))

/** As for a machine; the new default goes to all machines that follow it. */
export async function saveContractConfigAction(contractId: string, state: ConfigEditorState, form: FormData): Promise<ConfigEditorState> {
  const asked = readEditor(form)
  if (asked.turnTo) return turnEditor(state, asked)
  if (asked.failure) return refuseEditor(state, asked, asked.failure)
  const result = await save({ contractId, baseVersion: state.baseVersion, body: asked.body, accepted: asked.confirmed })
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/contracts/${contractId}/configuration?saved=${result.machines}`)
  }
  if (result.reason === 'forbidden') return refuseEditor(state, asked, { reason: 'forbidden' })
  if (result.reason === 'invalid') return refuseEditor(state, asked, 'problems' in result ? result : { reason: 'too_long' })
  const current = await getContractConfig(await requireUser(), contractId)
  if (result.reason === 'protects_less') return askToConfirm(state, asked, current.body, result)
  const overtaken = { ...state, baseVersion: current.version }
  return refuseEditor(overtaken, { ...asked, view: 'file' }, { reason: 'changed_meanwhile', current: current.body })
}

export const rollBackContractConfigAction = action(rollBackContractConfigSchema, async (actor, input) => {
  const result = await rollBackContractConfig(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})
