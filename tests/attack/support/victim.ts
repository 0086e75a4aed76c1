import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { alerts, contracts, mails, resellers, webhookDeliveries, webhooks } from '@/db/schema'
import { seal } from '@/lib/crypto/seal'
import { setAppSecret } from '@/lib/crypto/secret'
import { queueMail } from '@/lib/mails/commands'
import { DATA_DIR } from '@/tests/e2e/support/portal'
import { PretendAgent } from '@/tests/e2e/support/pretend-agent'
import { HOSTS, type Host, operator } from '@/tests/e2e/support/visit'
import { inDatabase } from './database'

/** What an attacker is after: every name bears the mark, so that it is found wherever it leaks. */
export type Victim = {
  mark: string
  host: Host
  contractId: string
  machineId: string
  backupId: string
  mailId: string
  alertId: string
  webhookId: string
  deliveryId: string
  identificationKey: string
}

type Place = { host: Host; reseller?: string; space?: string }

/** A contract with a machine and a backup with a log, in the given space, a mail about it that did not leave, and a webhook of its reseller. */
export async function makeVictim(mark: string, { host, reseller, space }: Place): Promise<Victim> {
  const where = ['--host', HOSTS[host], ...(reseller ? ['--reseller', reseller] : []), ...(space ? ['--space', space] : [])]
  const title = `Contrat ${mark}`
  const { contractId } = await operator<{ contractId: string }>(
    ...['contract', 'add', ...where, '--title', title, '--email', `${mark.toLowerCase()}@client.example`, '--volume', '10'],
  )
  const machine = await operator<{ machineId: string; identificationKey: string }>(
    ...['machine', 'add', ...where, '--contract', title, '--name', `PC-${mark}`],
  )
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  await agent.log('error', `illisible : /home/${mark}/secret.xlsx`)
  await agent.finish()
  return {
    mark,
    host,
    contractId,
    backupId: agent.backupId,
    ...(await makeMailAndAlert(mark, contractId)),
    ...(await makeWebhook(mark, contractId)),
    ...machine,
  }
}

const makeMailAndAlert = (mark: string, contractId: string): Promise<{ mailId: string; alertId: string }> =>
  inDatabase(async (tx) => {
    const { resellerId, spaceId } = contracts
    const [owner] = await tx
      .select({ resellerId, spaceId, brandId: resellers.brandId })
      .from(contracts)
      .innerJoin(resellers, eq(resellers.id, resellerId))
      .where(eq(contracts.id, contractId))
    if (!owner) throw new Error(`no contract ${contractId}`)
    const content = { subject: `Alerte ${mark}`, heading: mark, paragraphs: [mark], reason: mark }
    const key = `attack:${mark}`
    await queueMail(tx, { ...owner, key, kind: 'alert', to: 'a@client.example', locale: 'fr', content })
    const failed = { failedAt: new Date(), failure: 'unreachable' as const }
    const [mail] = await tx.update(mails).set(failed).where(eq(mails.key, key)).returning({ id: mails.id })
    const about = { resellerId: owner.resellerId, spaceId: owner.spaceId, contractId, kind: 'over_volume' as const }
    const [alert] = await tx
      .insert(alerts)
      .values({ ...about, sinceAt: new Date(), openedAt: new Date() })
      .returning({ id: alerts.id })
    return { mailId: mail?.id ?? '', alertId: alert?.id ?? '' }
  })

const makeWebhook = (mark: string, contractId: string): Promise<{ webhookId: string; deliveryId: string }> =>
  inDatabase(async (tx) => {
    setAppSecret(readFileSync(join(DATA_DIR, 'secret'), 'utf8'))
    const [owner] = await tx.select({ resellerId: contracts.resellerId }).from(contracts).where(eq(contracts.id, contractId))
    if (!owner) throw new Error(`no contract ${contractId}`)
    const secret = { secretSealed: seal(`whsec_${mark}`), secretSuffix: mark.slice(-4) }
    const [webhook] = await tx
      .insert(webhooks)
      .values({ ...owner, ...secret, name: `Webhook ${mark}`, url: 'https://hooks.example.com/', createdBy: 'attack' })
      .returning({ id: webhooks.id })
    const webhookId = webhook?.id ?? ''
    const told = { webhookId, event: 'backup.finished', key: mark, body: JSON.stringify({ mark }) }
    const [delivery] = await tx
      .insert(webhookDeliveries)
      .values({ ...owner, ...told, failedAt: new Date(), failure: 'unreachable' })
      .returning({ id: webhookDeliveries.id })
    return { webhookId, deliveryId: delivery?.id ?? '' }
  })

export const idsOf = ({ contractId, machineId, backupId, mailId, alertId, webhookId, deliveryId }: Victim): string[] => [
  contractId,
  machineId,
  backupId,
  mailId,
  alertId,
  webhookId,
  deliveryId,
]
