'use server'

import { refresh } from 'next/cache'
import { type ActionFailure, action } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { setMonthlyReport } from '@/lib/reports/commands'
import { setMonthlyReportSchema } from '@/lib/reports/schema'

type State = { ok: true; value: undefined } | ActionFailure | null

const set = action(setMonthlyReportSchema, async (actor, input) => {
  await setMonthlyReport(actor, input, clock.now())
  refresh()
  return ok(undefined)
})

export const setMonthlyReportAction = async (_state: State, form: FormData): Promise<State> => set({ to: form.get('to') as never })
