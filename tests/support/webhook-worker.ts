import { openDatabase } from '@/db/client'
import { systemActor } from '@/lib/auth/system'
import { setAppSecret } from '@/lib/crypto/secret'
import { startLoop } from '@/lib/jobs/loop'
import { takeWebhooks, visitWebhook } from '@/lib/webhooks/delivery'
import { setWebhookSettings } from '@/lib/webhooks/settings'

const { TEST_DATABASE = '', TEST_SECRET = '', TEST_EPOCH = '0' } = process.env
const SPEED = 20
const epoch = Number(TEST_EPOCH)

/** A worker in a process of its own, to be killed. Its time runs fast, the same for all, so that leases and waits end within a test. */
const now = () => new Date(epoch + (Date.now() - epoch) * SPEED)
const actor = systemActor('tests')

setAppSecret(TEST_SECRET)
setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] })
openDatabase(TEST_DATABASE, { max: 5 })
startLoop('webhooks', async (signal) => {
  const posting = { now, signal, leaseSeconds: 60, sendSeconds: 1 }
  const leases = await takeWebhooks(actor, posting, 2)
  await Promise.all(leases.map((lease) => visitWebhook(actor, lease, posting)))
  return { more: leases.length > 0, pauseSeconds: 0 }
})
