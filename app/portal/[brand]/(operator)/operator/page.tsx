import type { Metadata } from 'next'
import { requestTexts } from '@/app/_components/i18n/request'
import { ResellerTable } from '@/app/_components/resellers/reseller-table'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireOperator } from '@/lib/auth/gate'
import { translator } from '@/lib/i18n/translator'
import { listResellers } from '@/lib/resellers/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('operator.heading') }
}

export default async function OperatorPage() {
  const operator = await requireOperator()
  const resellers = await listResellers(operator)
  const t = translator(operator.locale)
  return (
    <>
      <PageHeader title={t('operator.heading')} />
      <ResellerTable resellers={resellers} locale={operator.locale} />
    </>
  )
}
