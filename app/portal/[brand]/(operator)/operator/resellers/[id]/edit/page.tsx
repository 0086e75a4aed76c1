import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { ResellerForm } from '@/app/_components/resellers/reseller-form'
import { resellerValues } from '@/app/_components/resellers/reseller-form-values'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { updateResellerAction } from '@/app/portal/[brand]/(operator)/operator/resellers/actions'
import { requireOperator } from '@/lib/auth/gate'
import { clock, serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { getReseller } from '@/lib/resellers/detail'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('resellerForm.edit') }
}

export default async function EditResellerPage({ params }: Props) {
  const operator = await requireOperator()
  const { id } = await params
  const reseller = await orNotFound(() => getReseller(operator, id, clock.now()))
  const t = translator(operator.locale)
  // The zone that is set stays among the choices, also when this server's list lacks it.
  const timeZones = [...new Set([reseller.timeZone, ...Intl.supportedValuesOf('timeZone')])].sort()
  return (
    <LanguageProvider
      locale={operator.locale}
      timeZone={serverTimeZone()}
      messages={compiledMessages(operator.locale, ['resellerForm', 'operator'])}
    >
      <PageHeader
        title={t('resellerForm.edit')}
        crumbs={[
          { href: '/operator', label: t('shell.resellers') },
          { href: `/operator/resellers/${reseller.id}`, label: reseller.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      <Panel>
        <ResellerForm
          action={updateResellerAction.bind(null, reseller.id)}
          start={{ attempt: 0, values: resellerValues(reseller, operator.locale), version: reseller.version, failure: null }}
          timeZones={timeZones}
          brands={null}
          cancelHref={`/operator/resellers/${reseller.id}`}
        />
      </Panel>
    </LanguageProvider>
  )
}
