import { openDatabase } from '@/db/client'
import { sweepAlerts } from '@/lib/alerts/round'
import { systemActor } from '@/lib/auth/system'
import { startLoop } from '@/lib/jobs/loop'
import { deliverDueMails } from '@/lib/mails/delivery'
import { createTransport } from '@/lib/mails/transport'

const { TEST_DATABASE = '', TEST_RESEND = '', TEST_EPOCH = '0' } = process.env
const SPEED = 20
const epoch = Number(TEST_EPOCH)

/** A whole worker in a process of its own, to be killed: goes round the alerts and sends their mails, in a time that runs fast. */
const now = () => new Date(epoch + (Date.now() - epoch) * SPEED)
const transport = createTransport({ RESEND_API_KEY: 're_tests', RESEND_BASE_URL: TEST_RESEND })
if (!transport) throw new Error('no way out')

openDatabase(TEST_DATABASE, { max: 5 })
startLoop('alerts', async (signal) => ({ ...(await sweepAlerts(systemActor('tests'), now, signal)), pauseSeconds: 0 }))
startLoop('mails', async (signal) => {
  const delivery = { transport, now, signal, leaseSeconds: 400, sendSeconds: 60 }
  const { claimed, pauseSeconds } = await deliverDueMails(systemActor('tests'), delivery)
  return { more: claimed > 0, pauseSeconds: pauseSeconds / SPEED }
})
