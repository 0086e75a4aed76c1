import type { ReactNode } from 'react'
import type { HostActions } from '@/app/_components/hosts/host-actions'
import { HostPanel } from '@/app/_components/hosts/host-panel'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { currentHost } from '@/lib/auth/gate'
import type { OperatorActor, UserActor } from '@/lib/auth/types'
import type { BrandDetail, ImageKind } from '@/lib/brands/types'
import type { HostRow } from '@/lib/hosts/types'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { BrandEditor } from './brand-editor'
import { type BrandFormState, brandFormState, type PreparedImage } from './brand-form-values'

type Props = {
  title: string
  crumbs?: { href: string; label: string }[]
  beside?: ReactNode
  brand: BrandDetail
  hosts: HostRow[]
  saved: boolean
  stored: Record<ImageKind, string | null>
  actor: UserActor | OperatorActor
  now: number
  actions: {
    save: (state: BrandFormState, form: FormData) => Promise<BrandFormState>
    prepare: (form: FormData) => Promise<PreparedImage>
    hosts: HostActions
  }
}

/** All there is to a brand, for its administrators and for operators alike; the doors differ in their actions alone. */
export async function BrandScreen({ title, crumbs, beside, brand, hosts, saved, stored, actor, now, actions }: Props) {
  const { locale } = actor
  const t = translator(locale)
  const verified = hosts.find(({ verifiedAt }) => verifiedAt)
  return (
    <LanguageProvider
      locale={locale}
      timeZone={actor.kind === 'user' ? actor.account.timeZone : 'UTC'}
      messages={compiledMessages(locale, ['ui', 'brandForm', 'brandHosts'])}
    >
      <PageHeader title={title} crumbs={crumbs} crumbsLabel={t('shell.breadcrumb')} beside={beside} />
      {saved && <Notice>{t('brandForm.saved')}</Notice>}
      <BrandEditor
        key={brand.version}
        save={actions.save}
        prepare={actions.prepare}
        start={brandFormState(brand)}
        stored={stored}
        host={verified?.host ?? t('brandHosts.noneShort')}
      />
      <HostPanel brandId={brand.id} hosts={hosts} actions={actions.hosts} here={await currentHost()} now={now} t={t} />
    </LanguageProvider>
  )
}
