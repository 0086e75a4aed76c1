import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { ResellerForm } from '@/app/_components/resellers/reseller-form'
import { blankReseller } from '@/app/_components/resellers/reseller-form-values'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { admitResellerAction } from '@/app/portal/[brand]/(operator)/operator/resellers/actions'
import { requireOperator } from '@/lib/auth/gate'
import { serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { listBrandChoices } from '@/lib/resellers/detail'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('resellerForm.add') }
}

export default async function NewResellerPage() {
  const operator = await requireOperator()
  const brands = await listBrandChoices(operator)
  const t = translator(operator.locale)
  const start = { attempt: 0, values: blankReseller(operator.locale, ''), version: '', failure: null }
  return (
    <LanguageProvider
      locale={operator.locale}
      timeZone={serverTimeZone()}
      messages={compiledMessages(operator.locale, ['resellerForm', 'operator'])}
    >
      <PageHeader
        title={t('resellerForm.add')}
        crumbs={[{ href: '/operator', label: t('shell.resellers') }]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel>
        <ResellerForm
          action={admitResellerAction}
          start={start}
          timeZones={Intl.supportedValuesOf('timeZone')}
          brands={brands}
          cancelHref="/operator"
        />
      </Panel>
    </LanguageProvider>
  )
}
