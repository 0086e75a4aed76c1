'use server'

import { refresh, revalidatePath } from 'next/cache'
import { type ActionFailure, action } from '@/lib/actions/action'
import { setMissedAfterDays } from '@/lib/alerts/commands'
import { acknowledgeAlert, resumeAlert, snoozeAlert } from '@/lib/alerts/holding'
import { acknowledgeAlertSchema, resumeAlertSchema, setMissedAfterDaysSchema, snoozeAlertSchema } from '@/lib/alerts/schema'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'

export type SettingState = { ok: true; value: undefined } | ActionFailure | null

const set = action(setMissedAfterDaysSchema, async (actor, input) => {
  await setMissedAfterDays(actor, input)
  refresh()
  return ok(undefined)
})

export const setMissedAfterDaysAction = async (_state: SettingState, form: FormData): Promise<SettingState> =>
  set({ days: form.get('days') })

export const acknowledgeAlertAction = action(acknowledgeAlertSchema, async (actor, input) => {
  const result = await acknowledgeAlert(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return result
})

export const snoozeAlertAction = action(snoozeAlertSchema, async (actor, input) => {
  const result = await snoozeAlert(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return result
})

export const resumeAlertAction = action(resumeAlertSchema, async (actor, input) => {
  const result = await resumeAlert(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return result
})
