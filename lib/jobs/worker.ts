import { Logger, parseCronItems, run } from 'graphile-worker'
import { databaseUrl } from '@/db/client'
import { expireAgentCommands } from '@/lib/agent-commands/commands'
import { forgetOldAlerts } from '@/lib/alerts/commands'
import { forgetSignIns } from '@/lib/auth/forgetting'
import { systemActor } from '@/lib/auth/system'
import { markLostBackups, preparePartitions } from '@/lib/backups/commands'
import { checkRepositories } from '@/lib/checks/commands'
import { clock } from '@/lib/clock'
import type { Env } from '@/lib/env'
import { noteWork } from '@/lib/health/activity'
import { verifyClaimedHosts } from '@/lib/hosts/commands'
import { log } from '@/lib/log'
import { removeDeletedMachines } from '@/lib/machines/removal'
import { forgetOldMails } from '@/lib/mails/commands'
import { forgetOldReports } from '@/lib/reports/commands'
import { tendRepositories } from '@/lib/retention/commands'
import { recountVolumes } from '@/lib/storage/recount'
import { forgetOldDeliveries } from '@/lib/webhooks/forgetting'
import { startMailer } from './mailer'
import { startPoster } from './poster'
import { startReporter } from './reporter'
import { startWatcher } from './watcher'

/** `every` is a cron expression in UTC. The signal fires when the worker stops. */
type Job = { every: string; run: (signal: AbortSignal) => Promise<unknown> }

/** Each job is one command, and harmless when it runs twice (design.md, Jobs). */
const jobs: Readonly<Record<string, Job>> = {
  mark_lost_backups: { every: '* * * * *', run: () => markLostBackups(systemActor('lost backups'), clock.now()) },
  forget_sign_ins: { every: '*/10 * * * *', run: () => forgetSignIns(systemActor('sign-ins'), clock.now()) },
  expire_agent_commands: { every: '* * * * *', run: () => expireAgentCommands(systemActor('agent commands'), clock.now()) },
  verify_claimed_hosts: { every: '* * * * *', run: () => verifyClaimedHosts(systemActor('host proofs'), clock.now()) },
  prepare_partitions: { every: '17 * * * *', run: () => preparePartitions(systemActor('partitions'), clock.now()) },
  forget_old_alerts: { every: '47 3 * * *', run: () => forgetOldAlerts(systemActor('alert retention'), clock.now()) },
  forget_old_deliveries: {
    every: '53 * * * *',
    run: (signal) => forgetOldDeliveries(systemActor('webhook retention'), clock.now(), signal),
  },
  forget_old_reports: { every: '53 3 * * *', run: () => forgetOldReports(systemActor('monthly reports'), clock.now()) },
  forget_old_mails: { every: '41 3 * * *', run: () => forgetOldMails(systemActor('mail retention'), clock.now()) },
}

/** These take minutes to hours on the storage: they have places of their own, so that the quick ones never wait for them. */
const storageJobs: Readonly<Record<string, Job>> = {
  tend_repositories: { every: '*/5 * * * *', run: (signal) => tendRepositories(systemActor('retention'), clock.now(), signal) },
  check_repositories: { every: '*/5 * * * *', run: (signal) => checkRepositories(systemActor('storage check'), clock.now(), signal) },
  remove_deleted_machines: { every: '41 * * * *', run: (signal) => removeDeletedMachines(systemActor('retention'), clock.now(), signal) },
  recount_volumes: { every: '23 2 * * *', run: (signal) => recountVolumes(systemActor('recount'), signal) },
}

async function carryOut(job: Job, signal: AbortSignal): Promise<void> {
  await job.run(signal)
  noteWork(clock.now())
}

export type Worker = { stop: () => Promise<void> }

/** Starts working off the jobs; any number of workers may share one database. */
export async function startWorker({ HEARTBEAT_URL }: Pick<Env, 'HEARTBEAT_URL'>): Promise<Worker> {
  const stopping = new AbortController()
  await jobs.prepare_partitions?.run(stopping.signal)
  const runners = await Promise.all([work(jobs, 2, stopping.signal), work(storageJobs, 3, stopping.signal)])
  const mailer = startMailer()
  const watcher = startWatcher(HEARTBEAT_URL)
  const poster = startPoster()
  const reporter = startReporter()
  return {
    async stop() {
      stopping.abort()
      const senders = [mailer, watcher, poster, reporter]
      await Promise.all([...senders.map((sender) => sender.stop()), ...runners.map((runner) => runner.stop())])
    },
  }
}

/** A run that is due while the last one still goes waits in one place, however often it becomes due. */
const work = (listed: Readonly<Record<string, Job>>, concurrency: number, signal: AbortSignal) =>
  run({
    connectionString: databaseUrl(),
    concurrency,
    pollInterval: 2_000,
    noHandleSignals: true,
    taskList: Object.fromEntries(Object.entries(listed).map(([name, job]) => [name, () => carryOut(job, signal)])),
    parsedCronItems: parseCronItems(
      Object.entries(listed).map(([task, { every: match }]) => ({
        task,
        match,
        options: { backfillPeriod: 0, maxAttempts: 3, jobKey: task },
      })),
    ),
    logger: new Logger(() => (level, message) => {
      if (level === 'error') log.error({ worker: message }, 'job')
    }),
  })
