import { Activity } from 'lucide-react'
import type { Metadata } from 'next'
import { HiddenLine } from '@/app/_components/backups/hidden-line'
import { RunningBackupCard } from '@/app/_components/backups/running-backup-card'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { NoSpace, seesNoSpace } from '@/app/_components/shell/no-space'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { countHiddenBackups, listRunningBackups } from '@/lib/backups/queries'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canConfigure } from '@/lib/machines/policy'
import { hideBackupAction, showHiddenBackupsAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('running.heading') }
}

export default async function RunningBackupsPage() {
  const actor = await requireUser()
  if (seesNoSpace(actor)) return <NoSpace title={(await requestTexts())('running.heading')} actor={actor} />
  const [backups, hidden] = await Promise.all([listRunningBackups(actor), countHiddenBackups(actor)])
  const words = wordsOf(actor)
  const { t } = words
  const now = clock.now().getTime()
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['agentCommands'])}>
      <LiveRefresh />
      <div className="grid gap-1">
        <PageHeader
          title={t('running.heading')}
          beside={<span className="text-[13px] text-muted">{t('running.count', { count: backups.length })}</span>}
        />
        <HiddenLine count={hidden} show={showHiddenBackupsAction} t={t} />
      </div>
      <Panel>
        {backups.length === 0 ? (
          <EmptyState icon={Activity} title={t('running.empty')} text={t('running.emptyText')}>
            <Link href="/control-room" className={buttonClass()}>
              {t('running.emptyAction')}
            </Link>
          </EmptyState>
        ) : (
          <ul>
            {backups.map((backup) => (
              <RunningBackupCard
                key={backup.id}
                backup={backup}
                now={now}
                canConfigure={canConfigure(actor)}
                hide={hideBackupAction}
                words={words}
              />
            ))}
          </ul>
        )}
      </Panel>
    </LanguageProvider>
  )
}
