import { HardDriveDownload, LoaderCircle } from 'lucide-react'
import type { Metadata } from 'next'
import { cache } from 'react'
import { BackUpNow } from '@/app/_components/agent-commands/back-up-now'
import { CommandList } from '@/app/_components/agent-commands/command-list'
import { AlertHistory } from '@/app/_components/alerts/alert-history'
import { OpenAlerts } from '@/app/_components/alerts/open-alerts'
import { BackupTable } from '@/app/_components/backups/backup-table'
import { OlderBackups } from '@/app/_components/backups/older-backups'
import { RunningNow } from '@/app/_components/backups/running-now'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { InstallAgent } from '@/app/_components/machines/install-agent'
import { MachineActions } from '@/app/_components/machines/machine-actions'
import { MachineFacts } from '@/app/_components/machines/machine-facts'
import { MachineSettings } from '@/app/_components/machines/machine-settings'
import { StateSquare } from '@/app/_components/machines/state-square'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { RetentionNotice } from '@/app/_components/retention/retention-notice'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { listAgentCommands } from '@/lib/agent-commands/queries'
import { isOpen } from '@/lib/agent-commands/state'
import { listAlertHistory, listAlertsOfMachine } from '@/lib/alerts/open-alerts'
import { getMissedAfterDays } from '@/lib/alerts/queries'
import { currentOrigin, requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { getBackup, listBackupsOfMachine } from '@/lib/backups/queries'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { findOwnOffer } from '@/lib/kits/queries'
import { freshness } from '@/lib/machines/freshness'
import { canComment, canRevealKey } from '@/lib/machines/policy'
import { getMachine } from '@/lib/machines/queries'
import { canReleaseRetention } from '@/lib/retention/policy'
import { getRetentionState } from '@/lib/retention/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const BACKUPS_PER_PAGE = 30
const EPISODES_SHOWN = 10
const namespaces = ['machineActions', 'agentCommands', 'installAgent', 'retentionActions', 'alertActions'] as const

const readMachine = cache((actor: UserActor, id: string) => orNotFound(() => getMachine(actor, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const machine = await readMachine(await requireUser(), (await params).id)
  return { title: machine.name }
}

export default async function MachinePage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { before }] = [await params, await searchParams]
  const page = { before: typeof before === 'string' ? before : undefined, limit: BACKUPS_PER_PAGE + 1 }
  const now = clock.now()
  const [machine, retention, found, resellerDays, commands, alerts, history] = await Promise.all([
    readMachine(actor, id),
    orNotFound(() => getRetentionState(actor, id, now)),
    orNotFound(() => listBackupsOfMachine(actor, id, page)),
    getMissedAfterDays(actor),
    orNotFound(() => listAgentCommands(actor, id, now)),
    orNotFound(() => listAlertsOfMachine(actor, id, now)),
    orNotFound(() => listAlertHistory(actor, id, EPISODES_SHOWN)),
  ])
  const mayRevealKey = canRevealKey(actor, machine)
  const backups = found.slice(0, BACKUPS_PER_PAGE)
  const runningId = backups.find((backup) => backup.outcome === 'running')?.id
  const running = runningId ? await orNotFound(() => getBackup(actor, runningId)) : null

  const isBusy = machine.running || commands.some(({ kind, state }) => kind === 'backup_now' && isOpen(state))

  // A frozen history has a box of its own, with what can be done about it.
  const frozen = retention.frozenReason ? alerts.find(({ kind }) => kind === 'history_frozen' || kind === 'check_failed') : undefined
  const others = alerts.filter((alert) => alert !== frozen)
  const words = wordsOf(actor)
  const { t } = words
  const state = freshness(machine, now)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <div className="grid gap-3.5" data-machine-id={machine.id} data-state={state} data-running={machine.running || undefined}>
        <LiveRefresh machineIds={[machine.id]} growing={running !== null} />
        <PageHeader
          title={machine.name}
          crumbs={[
            { href: '/contracts', label: t('shell.contracts') },
            { href: `/contracts/${machine.contractId}`, label: machine.contractTitle },
          ]}
          crumbsLabel={t('shell.breadcrumb')}
          beside={
            <>
              <StateSquare state={state} lastBackupAt={machine.lastBackupAt} running={machine.running} now={now} t={t} />
              <span className="text-[13px] text-muted">{t(`machineState.sentence.${state}`)}</span>
              {machine.running && <Chip icon={LoaderCircle}>{t('machine.running')}</Chip>}
            </>
          }
          actions={
            <>
              <BackUpNow machineId={machine.id} machineName={machine.name} busy={isBusy || machine.suspended} />
              <MachineActions
                machineId={machine.id}
                machineName={machine.name}
                storedBytes={machine.storedBytes}
                contractId={machine.contractId}
                look="buttons"
              />
            </>
          }
        />
        <RetentionNotice machine={machine} retention={retention} alert={frozen} mayAct={canReleaseRetention(actor)} words={words} />
        {others.length > 0 && (
          <Panel title={t('episodes.ofMachine')} titleId="alerts">
            <OpenAlerts alerts={others} leaveOut="machine" now={now} words={words} />
          </Panel>
        )}
        <MachineFacts
          machine={machine}
          retention={retention}
          now={now.getTime()}
          showSpace={actor.account.hasAdministration}
          words={words}
        />
        {machine.lastSeenAt === null && mayRevealKey && (
          <Panel title={t('installAgent.title')} titleId="install">
            <InstallAgent machineId={machine.id} place={{ origin: await currentOrigin(), kit: await findOwnOffer(actor) }} />
          </Panel>
        )}
        {commands.length > 0 && <CommandList commands={commands} now={now.getTime()} words={words} />}
        {running && <RunningNow backup={running} words={words} />}
        <MachineSettings
          machine={machine}
          retentionFixed={actor.account.product === 'online'}
          canComment={canComment(actor)}
          canRevealKey={mayRevealKey}
          resellerDays={resellerDays}
          words={words}
        />
        <Panel title={t('machine.backups')} titleId="backups">
          {backups.length === 0 ? (
            <EmptyState icon={HardDriveDownload} title={t('machine.noBackups')} heading="h3" text={t('machine.noBackupsText')} />
          ) : (
            <BackupTable backups={backups} words={words} />
          )}
          <OlderBackups
            path={`/machines/${machine.id}`}
            isLater={page.before !== undefined}
            next={found.length > BACKUPS_PER_PAGE ? backups.at(-1)?.id : undefined}
            t={t}
          />
        </Panel>
        {history.length > 0 && (
          <Panel title={t('episodes.history')} titleId="alert-history">
            <AlertHistory episodes={history} words={words} />
          </Panel>
        )}
      </div>
    </LanguageProvider>
  )
}
