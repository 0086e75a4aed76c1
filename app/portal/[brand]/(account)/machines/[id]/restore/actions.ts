'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { askDownload, cancelRestore, restoreToMachine, setRestoreRules } from '@/lib/restores/commands'
import { askDownloadSchema, cancelRestoreSchema, restoreRulesSchema, restoreToMachineSchema } from '@/lib/restores/schema'

const page = '/portal/[brand]/machines/[id]/restore'

export const askDownloadAction = action(askDownloadSchema, async (actor, input) => {
  const result = await askDownload(actor, input, clock.now())
  if (result.ok) revalidatePath(page, 'page')
  return result
})

export const restoreToMachineAction = action(restoreToMachineSchema, async (actor, input) => {
  const result = await restoreToMachine(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})

export const cancelRestoreAction = action(cancelRestoreSchema, async (actor, input) => {
  const result = await cancelRestore(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})

export const setRestoreRulesAction = action(restoreRulesSchema, async (actor, input) => {
  await setRestoreRules(actor, input)
  revalidatePath('/', 'layout')
  return { ok: true as const, value: undefined }
})
