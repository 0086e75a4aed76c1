import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { log } from '@/lib/log'
import { deliverDueMails } from '@/lib/mails/delivery'
import { mailSettings } from '@/lib/mails/settings'
import { createTransport } from '@/lib/mails/transport'
import { type Loop, startLoop } from './loop'

/** Sends what is in the outbox; where no way out is set, says so once and leaves it there. */
export function startMailer(): Loop {
  const transport = createTransport(mailSettings())
  if (!transport) {
    log.warn('no way out for mail is set: every mail stays in the outbox until RESEND_API_KEY or SMTP_URL is (README, Mail)')
    return { stop: async () => {} }
  }
  log.info({ provider: transport.provider }, 'mails leave')
  const loop = startLoop('mails', async (signal) => {
    const { claimed, pauseSeconds } = await deliverDueMails(systemActor('mail delivery'), { transport, now: clock.now, signal })
    return { more: claimed > 0, pauseSeconds }
  })
  return { stop: () => loop.stop().finally(transport.close) }
}
