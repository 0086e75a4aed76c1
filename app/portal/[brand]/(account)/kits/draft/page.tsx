import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { KitForm } from '@/app/_components/kits/kit-form'
import { kitValues } from '@/app/_components/kits/kit-form-values'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { saveKitDraftAction } from '@/app/portal/[brand]/(account)/kits/actions'
import { requireUser } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { canManageKits } from '@/lib/kits/policy'
import { getKitToEdit } from '@/lib/kits/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('kitForm.edit') }
}

export default async function KitDraftPage() {
  const actor = await requireUser()
  // Who may only read finds the kit where it can be read.
  if (!canManageKits(actor)) redirect('/kits')
  const { stamp, version, content } = await getKitToEdit(actor)
  const t = translator(actor.locale)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['kitForm'])}>
      <PageHeader
        title={t(version === 1 ? 'kitForm.create' : 'kitForm.edit')}
        crumbs={[{ href: '/kits', label: t('shell.kits') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<span className="text-[13px] text-muted">{t('kitForm.version', { version })}</span>}
      />
      <Panel>
        <KitForm
          action={saveKitDraftAction.bind(null, { resellerId: actor.resellerId })}
          start={{ attempt: 0, values: kitValues(content), stamp, iconChosen: false, failure: null }}
          version={version}
          hasIcon={content.icon !== null}
        />
      </Panel>
    </LanguageProvider>
  )
}
