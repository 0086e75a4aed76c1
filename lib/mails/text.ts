import type { Locale } from '@/lib/auth/types'
import { translator } from '@/lib/i18n/translator'
import { plain } from './escape'
import type { MailBrand, MailCell, MailContent } from './types'

/** A mail as plain text: the same facts and addresses as in the HTML. */
export function toText(brand: MailBrand, locale: Locale, content: MailContent): string {
  const { heading, paragraphs, facts = [], table, action, reason } = content
  const t = translator(locale)
  const parts = [
    heading,
    ...paragraphs,
    facts.map(([name, value]) => t('mail.fact', { name: plain(name), value: plain(value) })).join('\n'),
    table && [...table.rows.map(line), table.more].filter(Boolean).join('\n'),
    action && t('mail.fact', { name: plain(action.label), value: action.url }),
    `-- \n${[brand.productName, ...supportOf(brand), reason].map(plain).join('\n')}`,
  ]
  return `${parts
    .filter((part): part is string => Boolean(part))
    .map(plain)
    .join('\n\n')}\n`
}

/** By which ways the brand's support is reached. */
export const supportOf = ({
  supportEmail,
  supportPhone,
  supportUrl,
}: Pick<MailBrand, 'supportEmail' | 'supportPhone' | 'supportUrl'>): string[] =>
  [supportEmail, supportPhone, supportUrl].filter((way) => way !== null)

const line = (cells: MailCell[]): string => `- ${cells.map((cell) => plain(typeof cell === 'string' ? cell : cell.text)).join(' · ')}`
