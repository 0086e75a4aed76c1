import { afterAll, beforeAll, beforeEach } from 'vitest'
import { withSystem } from '@/db/client'
import { mails, webhooks } from '@/db/schema'
import type { Posting } from '@/lib/webhooks/delivery'
import { setWebhookSettings } from '@/lib/webhooks/settings'
import { type Cast, makeCast } from './cast'
import { hookServer } from './hook-server'
import { addedWebhook, deliveriesOf, postDue, queuedDeliveries } from './webhooks'

/** What tests of posting act in: the cast, a clock that they set, and in each test a receiver of its own. */
export class PostingScene {
  now: Date
  cast!: Cast
  hook!: Awaited<ReturnType<typeof hookServer>>

  constructor(private readonly start: Date) {
    this.now = start
    beforeAll(async () => {
      this.cast = await makeCast()
      setWebhookSettings({ privateNetworks: ['127.0.0.1/32'] })
    })
    afterAll(() => setWebhookSettings({ privateNetworks: [] }))
    beforeEach(async () => {
      this.now = this.start
      await withSystem('tests', async (tx) => {
        await tx.delete(webhooks)
        await tx.delete(mails)
      })
      this.hook = await hookServer()
      return () => this.hook.stop()
    })
  }

  posting = (facts: Partial<Posting> = {}): Posting => ({
    now: () => this.now,
    signal: new AbortController().signal,
    sendSeconds: 1,
    ...facts,
  })

  post = (facts: Partial<Posting> = {}): Promise<number> => postDue(this.posting(facts))

  later(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds)
  }

  /** A webhook of alice's that has so many deliveries due. */
  async added(count = 1) {
    const webhook = await addedWebhook(this.cast.alice, this.hook.url)
    return { ...webhook, ids: await queuedDeliveries(webhook.webhookId, count, this.start) }
  }

  async onlyDelivery(webhookId: string) {
    const [row] = await deliveriesOf(webhookId)
    if (!row) throw new Error('no delivery')
    return row
  }
}
