'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { operatorAction } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { resendDeadMails, resendMail } from '@/lib/mails/commands'
import { mailIdSchema } from '@/lib/mails/schema'

export const resendAnyMailAction = operatorAction(mailIdSchema, async (actor, { mailId }) => {
  const result = await resendMail(actor, mailId, clock.now())
  refresh()
  return result
})

export const resendDeadMailsAction = operatorAction(z.object({}), async (actor) => {
  const count = await resendDeadMails(actor, clock.now())
  refresh()
  return ok(count)
})
