import { randomUUID } from 'node:crypto'
import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { cache } from 'react'
import { ContractVolume } from '@/app/_components/contracts/contract-volume'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { MonthField } from '@/app/_components/reports/month-field'
import { ReportFigures } from '@/app/_components/reports/report-figures'
import { ReportIncidents, ReportMachines } from '@/app/_components/reports/report-tables'
import { SendReport } from '@/app/_components/reports/send-report'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canSendReports } from '@/lib/reports/policy'
import { findLastSending, getReport } from '@/lib/reports/queries'
import { forecastText, monthAndDays, noticesOf } from '@/lib/reports/wording'
import { sendReportAction } from './actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const readReport = cache((actor: UserActor, id: string, month: string | null) => orNotFound(() => getReport(actor, id, month, clock.now())))

async function asked({ params, searchParams }: Props) {
  const [{ id }, { month }] = [await params, await searchParams]
  return [id, typeof month === 'string' ? month : null] as const
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const actor = await requireUser()
  const { contract } = await readReport(actor, ...(await asked(props)))
  return { title: wordsOf(actor).t('report.ofContract', { contract: contract.title }) }
}

/** A month of a contract, as its client gets it as a document; chosen, downloaded, sent. */
export default async function ReportPage(props: Props) {
  const actor = await requireUser()
  const report = await readReport(actor, ...(await asked(props)))
  const words = wordsOf(actor)
  const { locale } = actor
  const { t } = words
  const { contract, month, volumes } = report
  const address = `/contracts/${contract.id}/report`
  const crumbs = [
    { href: '/contracts', label: t('shell.contracts') },
    { href: `/contracts/${contract.id}`, label: contract.title },
  ]
  const { clientEmail, alertEmail } = contract
  const last = canSendReports(actor) ? await findLastSending(actor, contract.id, month) : null
  return (
    <LanguageProvider locale={locale} timeZone={actor.account.timeZone} messages={compiledMessages(locale, ['sendReport', 'chart'])}>
      <PageHeader
        title={t('report.heading')}
        crumbs={crumbs}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<span className="text-[13px] text-muted">{monthAndDays(report, { ...words, locale })}</span>}
        actions={
          <a href={`${address}/pdf?month=${month}`} className={buttonClass()} download>
            <Download className="size-4" aria-hidden />
            {t('report.download')}
          </a>
        }
      />
      <MonthField report={report} address={address} locale={locale} words={words} />
      {noticesOf(report, { ...words, locale }).map((notice) => (
        <Notice key={notice} done={false}>
          {notice}
        </Notice>
      ))}
      <ReportFigures report={report} words={words} locale={locale} />
      <div className="grid items-start gap-3.5 xl:grid-cols-[2fr_1fr]">
        <ContractVolume contract={contract} points={volumes} title={t('report.volumeByDay')} words={words} />
        <Panel title={t('report.forecastHeading')} titleId="report-forecast">
          <p>{forecastText(report, { ...words, locale })}</p>
        </Panel>
      </div>
      <ReportMachines report={report} words={words} locale={locale} />
      <ReportIncidents report={report} words={words} locale={locale} />
      {canSendReports(actor) && (
        <Panel title={t('sendReport.title')} titleId="send-report">
          {last && (
            <p className="mb-3">
              <Link href={`/mails/${last.mailId}`} className="text-accent underline underline-offset-2 [overflow-wrap:anywhere]">
                {t('report.lastSent', { when: words.f.dateTime(last.at.getTime()), recipient: last.recipient })}
              </Link>
            </p>
          )}
          <SendReport
            key={month}
            report={{ contractId: contract.id, month, clientEmail, alertEmail }}
            sendId={randomUUID()}
            action={sendReportAction}
          />
        </Panel>
      )}
    </LanguageProvider>
  )
}
