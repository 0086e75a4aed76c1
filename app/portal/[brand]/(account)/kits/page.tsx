import { Package, Pencil } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { KitActions } from '@/app/_components/kits/kit-actions'
import { KitArchives } from '@/app/_components/kits/kit-archives'
import { KitTable } from '@/app/_components/kits/kit-table'
import { KitTitle } from '@/app/_components/kits/kit-title'
import { OfferedKit } from '@/app/_components/kits/offered-kit'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { currentOrigin, requireUser } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { kitIdentifier } from '@/lib/kits/identifier'
import { canManageKits } from '@/lib/kits/policy'
import { listKits } from '@/lib/kits/queries'
import { currentAgentVersion } from '@/lib/kits/sources'
import type { KitDetail } from '@/lib/kits/types'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('kits.heading') }
}

export default async function KitsPage({ searchParams }: Props) {
  const actor = await requireUser()
  const [{ kits, publicPath, portal }, origin, { saved }] = await Promise.all([listKits(actor), currentOrigin(), searchParams])
  const words = wordsOf(actor)
  const { t } = words
  const mayManage = canManageKits(actor)
  const [draft, offered] = [kits.find(({ state }) => state === 'draft'), kits.find(({ state }) => state === 'published')]
  const address = `${origin}${publicPath}`
  const actions = (kit: KitDetail, primary = false) => {
    const { id, version, productName, state, stamp } = kit
    const identifier = kitIdentifier(productName)
    const renamedTo = offered && kitIdentifier(offered.productName) !== identifier ? identifier : null
    return (
      mayManage && (
        <KitActions
          kit={{ id, version, productName, state, stamp }}
          offered={offered ? { version: offered.version, renamedTo } : null}
          address={address}
          primary={primary}
        />
      )
    )
  }
  const editLink = mayManage && (
    <Link href="/kits/draft" className={buttonClass(draft ? 'plain' : 'primary')}>
      <Pencil className="size-4" aria-hidden />
      {t(draft ? 'kits.resume' : kits.length > 0 ? 'kits.edit' : 'kits.create')}
    </Link>
  )
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['kitActions'])}>
      <PageHeader title={t('kits.heading')} beside={<p className="text-[13px] text-muted">{t('kits.intro')}</p>} actions={editLink} />
      {draft && saved === String(draft.version) && <Notice>{t('kits.saved', { version: draft.version })}</Notice>}
      {offered ? (
        <OfferedKit
          kit={offered}
          address={{ href: address, shared: publicPath !== '/download' }}
          current={{ agentVersion: currentAgentVersion(), portal }}
          words={words}
          actions={actions(offered)}
        />
      ) : (
        <Panel>
          <EmptyState
            icon={Package}
            title={t('kits.none')}
            text={t(!mayManage ? 'kits.noneTextReadOnly' : draft ? 'kits.noneTextDraft' : 'kits.noneText')}
          />
        </Panel>
      )}
      {draft && (
        <Panel title={t('kits.draft')} titleId="draft" hint={t('kits.draftHint')}>
          <div className="grid gap-4">
            <KitTitle kit={draft} words={words}>
              {actions(draft, true)}
            </KitTitle>
            <p className="text-muted">{t('kits.draftTry')}</p>
            <KitArchives kit={draft} words={words} />
          </div>
        </Panel>
      )}
      {kits.length > 0 && (
        <Panel title={t('kits.versions')} titleId="versions" hint={t('kits.versionsHint')}>
          <KitTable kits={kits} words={words} actions={(kit) => kit.state === 'retired' && actions(kit)} />
        </Panel>
      )}
      {!mayManage && <p className="text-[12.5px] text-muted">{t('kits.readOnly')}</p>}
    </LanguageProvider>
  )
}
