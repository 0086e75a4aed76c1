import type { Tx } from '@/db/client'
import type { Locale } from '@/lib/auth/types'
import { brandOrigin } from '@/lib/hosts/links'
import { translator } from '@/lib/i18n/translator'
import { queueMail } from '@/lib/mails/commands'
import { reportMail } from './mail-content'
import type { ContractReport } from './types'
import { documentName } from './wording'

type Recipient = { audience: 'client' | 'reseller'; to: string; locale: Locale }

/** Who is meant by client, reseller or both; one address gets one mail. */
export function recipientsOf({ contract }: ContractReport, to: 'client' | 'reseller' | 'both'): Recipient[] {
  const client: Recipient = { audience: 'client', to: contract.clientEmail, locale: contract.clientLocale }
  const reseller: Recipient = { audience: 'reseller', to: contract.alertEmail, locale: contract.resellerLocale }
  const isSame = contract.clientEmail.toLowerCase() === contract.alertEmail.toLowerCase()
  return { client: [client], reseller: [reseller], both: isSame ? [client] : [client, reseller] }[to]
}

/** Queues the mails that bring a report as its PDF `body`, one a recipient and key. The client has no account, so only the reseller gets a link. */
export async function queueReport(tx: Tx, report: ContractReport, body: Buffer, recipients: Recipient[], key: string): Promise<void> {
  const { contract, month } = report
  const name = documentName(report, { t: translator(contract.clientLocale) })
  for (const recipient of recipients) {
    const { audience, to, locale } = recipient
    const origin = audience === 'reseller' ? await brandOrigin(tx, contract.brandId) : null
    const link = origin === null ? null : `${origin}/contracts/${contract.id}/report?month=${month}`
    await queueMail(tx, {
      ...{ key: `${key}:${audience}`, kind: 'report', to, locale, content: reportMail(report, { ...recipient, link }) },
      ...{ brandId: contract.brandId, resellerId: contract.resellerId, spaceId: contract.spaceId },
      attachment: { name, mediaType: 'application/pdf', body },
    })
  }
}
