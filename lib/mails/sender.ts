import { emailAddress } from '@/lib/text'
import { headerLine } from './escape'

type SenderBrand = { productName: string; mailSender: string | null; host: string | null }

/**
 * From whom a brand's mails come: its own sender, else the platform's, else no-reply on its host; always under the brand's name
 * (requirements A1). Null where none of them is an address.
 */
export function senderOf(brand: SenderBrand, platformSender: string | undefined): string | null {
  const candidates = [brand.mailSender, platformSender, brand.host && `no-reply@${brand.host}`]
  const address = candidates.find((candidate) => emailAddress.safeParse(candidate).success)
  return address ? `"${headerLine(brand.productName, 80).replace(/["\\]/g, '')}" <${address}>` : null
}
