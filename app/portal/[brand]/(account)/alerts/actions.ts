'use server'

import { refresh } from 'next/cache'
import { type ActionFailure, action } from '@/lib/actions/action'
import { setMissedAfterDays } from '@/lib/alerts/commands'
import { setMissedAfterDaysSchema } from '@/lib/alerts/schema'
import { ok } from '@/lib/errors'

export type SettingState = { ok: true; value: undefined } | ActionFailure | null

const set = action(setMissedAfterDaysSchema, async (actor, input) => {
  await setMissedAfterDays(actor, input)
  refresh()
  return ok(undefined)
})

export const setMissedAfterDaysAction = async (_state: SettingState, form: FormData): Promise<SettingState> =>
  set({ days: form.get('days') })
