import type { Metadata } from 'next'
import { BackupFacts } from '@/app/_components/backups/backup-facts'
import { CurrentFiles } from '@/app/_components/backups/current-files'
import { OutcomeChip } from '@/app/_components/backups/outcome-chip'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { LogPanel } from '@/app/_components/logs/log-panel'
import { readLog } from '@/app/_components/logs/read-log'
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
  const [{ id }, asked] = [await params, await searchParams]
  const backup = await orNotFound(() => getBackup(actor, id))
  const running = backup.outcome === 'running'
  const log = await orNotFound(() => readLog(actor, id, asked, running))
  const words = wordsOf(actor)
  const { t, f } = words
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
      <LogPanel actor={actor} backupId={backup.id} start={log} path={`/backups/${backup.id}`} running={running} />
    </>
  )
}
