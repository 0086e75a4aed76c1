'use server'

import { refresh } from 'next/cache'
import { type ActionFailure, action } from '@/lib/actions/action'
import { setAlertMails, setMissedAfterDays } from '@/lib/alerts/commands'
import { acknowledgeAlert, resumeAlert, snoozeAlert } from '@/lib/alerts/holding'
import {
  acknowledgeAlertSchema,
  resumeAlertSchema,
  setAlertMailsSchema,
  setMissedAfterDaysSchema,
  snoozeAlertSchema,
} from '@/lib/alerts/schema'
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

const setMails = action(setAlertMailsSchema, async (actor, input) => {
  await setAlertMails(actor, input)
  refresh()
  return ok(undefined)
})

export const setAlertMailsAction = async (_state: SettingState, form: FormData): Promise<SettingState> => {
  const remindAfterDays = form.get('remindAfterDays')
  return setMails({
    remindAfterDays: remindAfterDays === 'never' ? null : remindAfterDays,
    successMails: form.get('successMails') as 'each' | 'daily',
    dailyDigest: form.get('dailyDigest') === 'on',
  })
}

export const acknowledgeAlertAction = action(acknowledgeAlertSchema, async (actor, input) => {
  const result = await acknowledgeAlert(actor, input, clock.now())
  refresh()
  return result
})

export const snoozeAlertAction = action(snoozeAlertSchema, async (actor, input) => {
  const result = await snoozeAlert(actor, input, clock.now())
  refresh()
  return result
})

export const resumeAlertAction = action(resumeAlertSchema, async (actor, input) => {
  const result = await resumeAlert(actor, input, clock.now())
  refresh()
  return result
})
