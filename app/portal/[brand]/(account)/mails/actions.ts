'use server'

import { refresh } from 'next/cache'
import { action } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { resendMail } from '@/lib/mails/commands'
import { mailIdSchema } from '@/lib/mails/schema'

export const resendMailAction = action(mailIdSchema, async (actor, { mailId }) => {
  const result = await resendMail(actor, mailId, clock.now())
  refresh()
  return result
})
