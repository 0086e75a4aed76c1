import { Logger, parseCronItems, run } from 'graphile-worker'
import { databaseUrl } from '@/db/client'
import { systemActor } from '@/lib/auth/system'
import { markLostBackups, preparePartitions } from '@/lib/backups/commands'
import { clock } from '@/lib/clock'
import { verifyClaimedHosts } from '@/lib/hosts/commands'
import { log } from '@/lib/log'

type Job = { every: string; run: () => Promise<unknown> }

/** Each job is one command, and harmless when it runs twice (design.md, Jobs). */
const jobs: Readonly<Record<string, Job>> = {
  mark_lost_backups: { every: '* * * * *', run: () => markLostBackups(systemActor('lost backups'), clock.now()) },
  verify_claimed_hosts: { every: '* * * * *', run: () => verifyClaimedHosts(systemActor('host proofs'), clock.now()) },
  prepare_partitions: { every: '17 * * * *', run: () => preparePartitions(systemActor('partitions'), clock.now()) },
}

export type Worker = { stop: () => Promise<void> }

/** Starts working off the jobs; any number of workers may share one database. */
export async function startWorker(): Promise<Worker> {
  await jobs.prepare_partitions?.run()
  const runner = await run({
    connectionString: databaseUrl(),
    concurrency: 2,
    pollInterval: 2_000,
    noHandleSignals: true,
    taskList: Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, async () => void (await job.run())])),
    parsedCronItems: parseCronItems(
      Object.entries(jobs).map(([task, { every: match }]) => ({ task, match, options: { backfillPeriod: 0, maxAttempts: 3 } })),
    ),
    logger: new Logger(() => (level, message) => {
      if (level === 'error') log.error({ worker: message }, 'job')
    }),
  })
  return { stop: () => runner.stop() }
}
