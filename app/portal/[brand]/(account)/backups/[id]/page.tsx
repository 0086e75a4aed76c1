import type { Metadata } from 'next'
import { BackupFacts } from '@/app/_components/backups/backup-facts'
import { CurrentFiles } from '@/app/_components/backups/current-files'
import { LogPanel } from '@/app/_components/backups/log-panel'
import { OutcomeChip } from '@/app/_components/backups/outcome-chip'
import { readLog } from '@/app/_components/backups/read-log'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireUser } from '@/lib/auth/gate'
import { getBackup } from '@/lib/backups/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('logs.section') }
}

export default async function BackupPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { offset }] = [await params, await searchParams]
  const [backup, log] = await orNotFound(() => Promise.all([getBackup(actor, id), readLog(actor, id, offset)]))
  const words = wordsOf(actor)
  const { t, f } = words
  const running = backup.outcome === 'running'
  return (
    <>
      {running && <LiveRefresh machineIds={[backup.machineId]} growing />}
      <PageHeader
        title={t('backup.heading', { date: f.dateTime(backup.startedAt.getTime()) })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${backup.contractId}`, label: backup.contractTitle },
          { href: `/machines/${backup.machineId}`, label: backup.machineName },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<OutcomeChip outcome={backup.outcome} t={t} />}
        actions={running && <CurrentFiles files={backup.currentFiles} t={t} />}
      />
      <BackupFacts backup={backup} words={words} />
      <LogPanel log={log} path={`/backups/${backup.id}`} running={running} words={words} />
    </>
  )
}
