import { Radio, ScrollText } from 'lucide-react'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import type { UserActor } from '@/lib/auth/types'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { LogRanges } from './log-ranges'
import { LogViewer } from './log-viewer'
import type { LogStart } from './read-log'

type Props = { actor: UserActor; backupId: string; start: LogStart; path: string; running: boolean }

export function LogPanel({ actor, backupId, start, path, running }: Props) {
  const words = wordsOf(actor)
  const { t } = words
  return (
    <Panel title={t('logs.section')} titleId="logs" aside={running && <Chip icon={Radio}>{t('logs.following')}</Chip>}>
      {start.total === 0 ? (
        <EmptyState icon={ScrollText} title={t('logs.empty')} heading="h3" text={t(running ? 'logs.emptyRunning' : 'logs.emptyText')} />
      ) : (
        <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['logs'])}>
          <noscript>
            <LogRanges path={path} log={start} words={words} />
          </noscript>
          <LogViewer key={`${backupId} ${start.line}`} backupId={backupId} start={start} running={running} />
        </LanguageProvider>
      )}
    </Panel>
  )
}
