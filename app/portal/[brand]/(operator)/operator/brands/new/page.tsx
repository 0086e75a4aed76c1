import type { Metadata } from 'next'
import { NewBrandForm } from '@/app/_components/brand/new-brand-form'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireOperator } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('brands.add') }
}

export default async function NewBrandPage() {
  const { locale } = await requireOperator()
  const t = translator(locale)
  return (
    <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['ui', 'brands', 'brandForm'])}>
      <PageHeader
        title={t('brands.add')}
        crumbs={[{ href: '/operator/brands', label: t('brands.heading') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel>
        <NewBrandForm />
      </Panel>
    </LanguageProvider>
  )
}
