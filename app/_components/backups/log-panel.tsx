import { Radio, ScrollText } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import type { LogPage } from '@/lib/backups/types'
import { LogLines } from './log-lines'
import { LogRanges } from './log-ranges'

type Props = { log: LogPage; path: string; running: boolean; words: Words }

export function LogPanel({ log, path, running, words }: Props) {
  const { t } = words
  return (
    <Panel title={t('logs.section')} titleId="logs" aside={running && <Chip icon={Radio}>{t('logs.following')}</Chip>}>
      {log.total === 0 ? (
        <EmptyState icon={ScrollText} title={t('logs.empty')} heading="h3" text={t(running ? 'logs.emptyRunning' : 'logs.emptyText')} />
      ) : (
        <>
          <LogRanges path={path} log={log} words={words} />
          <LogLines log={log} words={words} />
        </>
      )}
    </Panel>
  )
}
