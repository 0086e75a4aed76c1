import type { Metadata } from 'next'
import { AlertFilter } from '@/app/_components/alerts/alert-filter'
import { AlertMailSetting } from '@/app/_components/alerts/alert-mail-setting'
import { AlertSetting } from '@/app/_components/alerts/alert-setting'
import { AlertTable } from '@/app/_components/alerts/alert-table'
import { NoAlerts } from '@/app/_components/alerts/no-alerts'
import { OpenAlerts } from '@/app/_components/alerts/open-alerts'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { ReportSetting } from '@/app/_components/reports/report-setting'
import { NoSpace, seesNoSpace } from '@/app/_components/shell/no-space'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Pager } from '@/app/_components/ui/pager'
import { Panel } from '@/app/_components/ui/panel'
import { listOpenAlerts, listSilences } from '@/lib/alerts/open-alerts'
import { canSetMissedAfterDays } from '@/lib/alerts/policy'
import { getAlertMails, getMissedAfterDays, listMachinesInAlert } from '@/lib/alerts/queries'
import { listAlertsSchema } from '@/lib/alerts/schema'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canSetMonthlyReport } from '@/lib/reports/policy'
import { getMonthlyReport } from '@/lib/reports/queries'
import { setAlertMailsAction, setMissedAfterDaysAction } from './actions'
import { setMonthlyReportAction } from './report-actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('alerts.heading') }
}

export default async function AlertsPage({ searchParams }: Props) {
  const actor = await requireUser()
  if (seesNoSpace(actor)) return <NoSpace title={(await requestTexts())('alerts.heading')} actor={actor} />
  const now = clock.now()
  const { q, page } = await searchParams
  const asked = listAlertsSchema.parse({ search: q, page })
  const { search } = asked
  const [machines, days, others, mails, reports] = await Promise.all([
    listMachinesInAlert(actor, now, asked),
    getMissedAfterDays(actor),
    listOpenAlerts(actor, now, search),
    getAlertMails(actor),
    getMonthlyReport(actor),
  ])
  const words = wordsOf(actor)
  const { t } = words
  const shown = machines.rows.map(({ id }) => id)
  const silences = await listSilences(actor, shown, now)
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['alertSetting', 'alertMailSetting', 'reportSetting', 'alertActions'])}
    >
      <LiveRefresh running={false} />
      <PageHeader
        title={t('alerts.heading')}
        beside={<span className="text-[13px] text-muted">{t('alerts.count', { count: machines.total })}</span>}
        actions={<AlertFilter search={search} t={t} />}
      />
      <Panel>
        <AlertSetting days={days} editable={canSetMissedAfterDays(actor)} action={setMissedAfterDaysAction} />
      </Panel>
      <Panel>
        {machines.total === 0 ? (
          <NoAlerts days={days} search={search} t={t} />
        ) : (
          <AlertTable machines={machines.rows} silences={silences} showSpace={actor.account.hasAdministration} now={now} words={words} />
        )}
        <Pager
          page={machines.page}
          pages={machines.pages}
          address={(to) => `/alerts?${new URLSearchParams({ ...(search && { q: search }), page: String(to) })}`}
          words={words}
        />
      </Panel>
      <Panel title={t('episodes.others')} titleId="other-alerts" hint={others.total > 0 && words.f.number(others.total)}>
        {others.total > 0 ? (
          <OpenAlerts alerts={others.rows} now={now} words={words} />
        ) : (
          <p className="text-muted">{t(search ? 'episodes.othersNoMatch' : 'episodes.othersNone')}</p>
        )}
        {others.total > others.rows.length && (
          <p className="mt-3 text-[13px] text-muted">{t('episodes.othersMore', { count: others.total - others.rows.length })}</p>
        )}
      </Panel>
      {canSetMissedAfterDays(actor) && (
        <Panel title={t('alerts.mails')} titleId="alert-mails">
          <AlertMailSetting mails={mails} action={setAlertMailsAction} />
          {canSetMonthlyReport(actor) && <ReportSetting to={reports.to} action={setMonthlyReportAction} />}
        </Panel>
      )}
    </LanguageProvider>
  )
}
