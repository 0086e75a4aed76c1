'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { action } from '@/lib/actions/action'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { saveMachineConfig } from '@/lib/configs/commands'
import { getMachineConfig } from '@/lib/configs/queries'
import { saveConfigSchema } from '@/lib/configs/schema'

export type ConfigFormState = {
  attempt: number
  body: string
  baseVersion: number
  failure: null | { reason: 'invalid'; detail: string | null } | { reason: 'forbidden' } | { reason: 'changed_meanwhile'; current: string }
}

const save = action(saveConfigSchema, (actor, input) => saveMachineConfig(actor, input, clock.now()))

/** Stores a new version. What the agent could not read comes back with the reason; who was overtaken sees the other's file beside. */
export async function saveConfigAction(machineId: string, state: ConfigFormState, form: FormData): Promise<ConfigFormState> {
  // A browser sends line ends as CRLF, whatever was shown.
  const body = String(form.get('body') ?? '').replaceAll('\r\n', '\n')
  const result = await save({ machineId, baseVersion: String(form.get('baseVersion')), body })
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/machines/${machineId}/configuration?saved=1`)
  }
  const next = { attempt: state.attempt + 1, body, baseVersion: state.baseVersion }
  if (result.reason === 'invalid') return { ...next, failure: { reason: 'invalid', detail: 'detail' in result ? result.detail : null } }
  if (result.reason === 'forbidden') return { ...next, failure: { reason: 'forbidden' } }
  const current = await getMachineConfig(await requireUser(), machineId)
  return { ...next, baseVersion: current.version, failure: { reason: 'changed_meanwhile', current: current.body } }
}
