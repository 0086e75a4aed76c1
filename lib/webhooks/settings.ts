type WebhookSettings = {
  /** Networks such as 10.20.0.0/16 that may be posted to though they are private, also by http (WEBHOOK_PRIVATE_NETWORKS). */
  privateNetworks: readonly string[]
}

// The front door and Next's bundle are two module graphs in one process.
const shared = globalThis as typeof globalThis & { portalWebhooks?: WebhookSettings }

/** Tells where webhooks may lead on this installation; called once at the start. */
export function setWebhookSettings(settings: WebhookSettings): void {
  shared.portalWebhooks = settings
}

export const webhookSettings = (): WebhookSettings => shared.portalWebhooks ?? { privateNetworks: [] }
