import type { Brand } from '@/lib/hosts/types'
import type { Translate } from '@/lib/i18n/translator'

type Contacts = Pick<Brand, 'supportEmail' | 'supportPhone' | 'supportUrl'>

/** The brand's own support, or its kit's; nothing when it has named none. */
export function Support({ brand, t }: { brand: Contacts; t: Translate }) {
  const { supportEmail, supportPhone, supportUrl } = brand
  const contacts = [
    supportEmail && { href: `mailto:${supportEmail}`, label: supportEmail },
    supportPhone && { href: `tel:${supportPhone.replaceAll(/[^+\d]/g, '')}`, label: supportPhone },
    supportUrl && /^https?:/.test(supportUrl) && { href: supportUrl, label: t('signIn.supportSite') },
  ].filter((contact) => typeof contact === 'object' && contact !== null)
  if (contacts.length === 0) return null
  return (
    <div className="mt-6 border-line border-t pt-4 text-[13px] text-muted">
      <p>{t('signIn.support')}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {contacts.map(({ href, label }) => (
          <li key={href}>
            <a href={href} className="text-accent underline decoration-1 underline-offset-2">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
