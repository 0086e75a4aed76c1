import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { contactsOf } from '@/lib/kits/contacts'
import { kitIdentifier } from '@/lib/kits/identifier'
import type { KitDetail } from '@/lib/kits/types'

/** All that a version says of the product, and who did what with it. */
export function KitContentFacts({ kit, words: { t, f } }: { kit: KitDetail; words: Words }) {
  const contacts = contactsOf({ email: kit.supportEmail, phone: kit.supportPhone, url: kit.supportUrl })
  const by = (at: Date, name: string) => t('kits.publishedBy', { date: f.date(at.getTime()), name })
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-3 xl:grid-cols-4">
      <Fact name={t('kits.name')}>{kit.productName}</Fact>
      <Fact name={t('kits.files')}>
        <code className="font-mono text-[13px]">{kitIdentifier(kit.productName)}</code>
      </Fact>
      <Fact name={t('kits.color')}>
        <span className="inline-flex items-center gap-2">
          <span className="size-4 rounded-[4px] border border-line" style={{ background: kit.accentColor }} aria-hidden />
          <code className="font-mono text-[13px]">{kit.accentColor}</code>
        </span>
      </Fact>
      <Fact name={t('kits.icon')}>{kit.icon ? kit.icon.type.toUpperCase() : t('kits.noIcon')}</Fact>
      <Fact name={t('kits.support')}>{contacts.join(', ') || t('kits.noSupport')}</Fact>
      <Fact name={t('kits.savedAt')}>{by(kit.updatedAt, kit.savedBy)}</Fact>
      {kit.publishedAt && <Fact name={t('kits.publishedAt')}>{by(kit.publishedAt, kit.publishedBy ?? '')}</Fact>}
      {kit.retiredAt && <Fact name={t('kits.retiredAt')}>{f.date(kit.retiredAt.getTime())}</Fact>}
      {kit.agentVersion && <Fact name={t('kits.agent')}>{kit.agentVersion}</Fact>}
      {kit.portalUrl && <Fact name={t('kits.portal')}>{kit.portalUrl}</Fact>}
    </dl>
  )
}
