import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Words } from '@/app/_components/i18n/request'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { Fact } from '@/app/_components/ui/fact'
import { Panel } from '@/app/_components/ui/panel'
import { contactsOf } from '@/lib/kits/contacts'
import type { KitDetail } from '@/lib/kits/types'
import { KitArchives } from './kit-archives'
import { KitTitle } from './kit-title'

type Props = {
  kit: KitDetail
  /** Where the public finds it; `shared` where only its link leads to it. */
  address: { href: string; shared: boolean }
  /** What a version published now would hold. */
  current: { agentVersion: string | null; portal: string }
  words: Words
  actions: ReactNode
}

/** The version that clients download now, where they find it, and whether it has fallen behind. */
export function OfferedKit({ kit, address, current, words, actions }: Props) {
  const { t, f } = words
  const contacts = contactsOf({ email: kit.supportEmail, phone: kit.supportPhone, url: kit.supportUrl })
  return (
    <Panel title={t('kits.offered')} titleId="offered">
      <div className="grid gap-4">
        <KitTitle kit={kit} words={words}>
          {actions}
        </KitTitle>
        {current.agentVersion && kit.agentVersion !== current.agentVersion && (
          <Behind>{t('kits.outdatedAgent', { held: kit.agentVersion ?? '', current: current.agentVersion })}</Behind>
        )}
        {kit.portalUrl !== current.portal && (
          <Behind>{t('kits.outdatedPortal', { held: kit.portalUrl ?? '', current: current.portal })}</Behind>
        )}
        <div className="grid gap-1.5 rounded-[8px] bg-raised px-3 py-2.5">
          <p className="text-[12.5px] text-muted">{t('kits.publicPage')}</p>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <a href={address.href} className="font-medium text-accent underline underline-offset-2 [overflow-wrap:anywhere]">
              {address.href}
            </a>
            <CopyButton text={address.href} label={t('kits.copyAddress')} compact />
          </div>
          {address.shared && <p className="text-[12.5px] text-muted">{t('kits.linkOnly')}</p>}
        </div>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
          <Fact name={t('kits.publishedAt')}>
            {kit.publishedAt && t('kits.publishedBy', { date: f.date(kit.publishedAt.getTime()), name: kit.publishedBy ?? '' })}
          </Fact>
          <Fact name={t('kits.agent')}>{kit.agentVersion}</Fact>
          <Fact name={t('kits.portal')}>{kit.portalUrl}</Fact>
          <Fact name={t('kits.support')}>{contacts.join(', ') || t('kits.noSupport')}</Fact>
        </dl>
        <KitArchives kit={kit} words={words} />
      </div>
    </Panel>
  )
}

function Behind({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-[8px] bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
      <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}
