import { HardDriveDownload } from 'lucide-react'
import type { Metadata } from 'next'
import { BackupFacts } from '@/app/_components/backups/backup-facts'
import { OutcomeChip } from '@/app/_components/backups/outcome-chip'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { LogPanel } from '@/app/_components/logs/log-panel'
import { readLog } from '@/app/_components/logs/read-log'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { getBackup, listBackupsOfMachine } from '@/lib/backups/queries'
import { getMachine } from '@/lib/machines/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('logs.section') }
}

export default async function MachineLogsPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, asked] = [await params, await searchParams]
  const [machine, [latest]] = await orNotFound(() => Promise.all([getMachine(actor, id), listBackupsOfMachine(actor, id, { limit: 1 })]))
  const [backup, log] = latest
    ? await orNotFound(() => Promise.all([getBackup(actor, latest.id), readLog(actor, latest.id, asked, latest.outcome === 'running')]))
    : [null, null]
  const words = wordsOf(actor)
  const { t, f } = words
  return (
    <div className="grid gap-3.5" data-machine-id={machine.id}>
      <LiveRefresh machineIds={[machine.id]} growing={backup?.outcome === 'running'} />
      <PageHeader
        title={t('logs.heading', { machine: machine.name })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${machine.contractId}`, label: machine.contractTitle },
          { href: `/machines/${machine.id}`, label: machine.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={
          backup && (
            <>
              <span className="text-[13px] text-muted">{t('logs.of', { date: f.dateTime(backup.startedAt.getTime()) })}</span>
              <OutcomeChip outcome={backup.outcome} t={t} />
            </>
          )
        }
        actions={
          <Link href={`/machines/${machine.id}`} className={buttonClass()}>
            {t('logs.allBackups')}
          </Link>
        }
      />
      {backup ? (
        <>
          <BackupFacts backup={backup} words={words} />
          <LogPanel
            actor={actor}
            backupId={backup.id}
            start={log}
            path={`/machines/${machine.id}/logs`}
            running={backup.outcome === 'running'}
          />
        </>
      ) : (
        <Panel>
          <EmptyState icon={HardDriveDownload} title={t('machine.noBackups')} text={t('machine.noBackupsText')} />
        </Panel>
      )}
    </div>
  )
}
