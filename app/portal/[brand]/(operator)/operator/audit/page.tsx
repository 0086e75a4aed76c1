import type { Metadata } from 'next'
import { readAudit } from '@/app/_components/audit/audit-address'
import { AuditLog } from '@/app/_components/audit/audit-log'
import { operatorWords, requestTexts } from '@/app/_components/i18n/request'
import type { Params } from '@/app/_components/statistics/period-address'
import { listAudit, listAuditChoices } from '@/lib/audit/queries'
import { requireOperator } from '@/lib/auth/gate'
import { clock, serverTimeZone } from '@/lib/clock'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('audit.heading') }
}

export default async function PlatformAuditPage({ searchParams }: Props) {
  const operator = await requireOperator()
  const asked = readAudit('/operator/audit', await searchParams, serverTimeZone(), clock.now())
  const [page, choices] = await Promise.all([listAudit(operator, asked.input, serverTimeZone()), listAuditChoices(operator, asked.input)])
  return <AuditLog asked={asked} page={page} choices={choices} showReseller locale={operator.locale} words={operatorWords(operator)} />
}
