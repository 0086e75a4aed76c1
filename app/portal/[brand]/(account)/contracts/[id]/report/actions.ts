'use server'

import { refresh } from 'next/cache'
import type { SendState } from '@/app/_components/reports/send-report'
import { action } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { sendReport } from '@/lib/reports/commands'
import { sendReportSchema } from '@/lib/reports/schema'

const send = action(sendReportSchema, async (actor, input) => {
  const result = await sendReport(actor, input, clock.now())
  // The form that comes with it has a new id: pressed again it means again.
  refresh()
  return result
})

export const sendReportAction = async (_state: SendState, form: FormData): Promise<SendState> =>
  send(Object.fromEntries(form) as Parameters<typeof send>[0])
