import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readAudit } from '@/app/_components/audit/audit-address'
import { AuditLog } from '@/app/_components/audit/audit-log'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import type { Params } from '@/app/_components/statistics/period-address'
import { canReadAudit } from '@/lib/audit/policy'
import { listAudit, listAuditChoices } from '@/lib/audit/queries'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('audit.heading') }
}

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireUser()
  if (!canReadAudit(actor)) notFound()
  const { timeZone } = actor.account
  const asked = readAudit('/audit', await searchParams, timeZone, clock.now())
  const [page, choices] = await Promise.all([listAudit(actor, asked.input, timeZone), listAuditChoices(actor, asked.input)])
  return <AuditLog asked={asked} page={page} choices={choices} showReseller={false} locale={actor.locale} words={wordsOf(actor)} />
}
