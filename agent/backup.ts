import { join } from 'node:path'
import type { HelloResponse } from '@/lib/agent-protocol/schema'
import { BY_PORTAL } from './activities'
import type { Agent } from './agent'
import { BackupReport } from './backup-report'
import { cancelled, type Ending, failed } from './ending'
import { runBackup } from './engine-run'
import { writeWhole } from './files'
import { finishBackup } from './finish-backup'
import { greet, refusalSentence } from './greeting'
import { closeInterrupted } from './interrupted'
import { findLastBackup, keepLastBackup, type LastBackup } from './last-backup'
import { takeLock } from './lock'
import { checkPaths } from './paths'
import type { Answer } from './portal'
import { prepareRepository } from './repository'
import { findResticVersion, resticCommand } from './restic'
import { StorageWatch } from './storage-watch'
import { uuidv7 } from './uuid'
import { agentVersion } from './version'

export type Trigger = LastBackup['trigger']
/** `busy`: another process is backing up. `suspended`: refused before it began, so there is nothing to report. */
export type BackupResult = { kind: 'busy'; pid: number } | { kind: 'suspended' } | { kind: 'ended'; ending: Ending; sentence: string }

type Attempt = { agent: Agent; report: BackupReport; restic: string | null; hello: Answer<HelloResponse>; stop: AbortSignal }

/** Makes one backup and writes its reports to the spool; sending them is the sender's work. `stop` cancels it within seconds. */
export async function backUp(agent: Agent, trigger: Trigger, stop: AbortSignal): Promise<BackupResult> {
  const locked = takeLock(agent.state.backupLock)
  if (!locked.ok) return { kind: 'busy', pid: locked.pid }
  try {
    closeInterrupted(agent)
    return await backUpAlone(agent, trigger, stop)
  } finally {
    locked.lock.release()
  }
}

async function backUpAlone(agent: Agent, trigger: Trigger, stop: AbortSignal): Promise<BackupResult> {
  const askedAt = Date.now()
  const restic = await findResticVersion()
  const hello = await greet(agent, restic, stop)
  if (hello.kind === 'suspended' || (hello.kind === 'ok' && hello.value.contract.suspended)) return { kind: 'suspended' }
  // Only now is it known how far this machine's clock is off.
  const startedAt = agent.clock.at(askedAt)
  const report = new BackupReport(agent, uuidv7(startedAt.getTime()))
  const previous = findLastBackup(agent.machine.lastBackup)
  const known = { backupId: report.backupId, trigger, startedAt: startedAt.toISOString() }
  const before = { storedBytes: previous?.storedBytes ?? 0, failures: previous?.failures ?? 0 }
  report.started(trigger, startedAt)
  keepLastBackup(agent.machine.lastBackup, { ...known, finishedAt: null, outcome: 'running', error: null, snapshotId: null, ...before })
  report.log(agent.text.started(trigger))
  const ticker = setInterval(() => report.flush(), 1000)
  const activity = agent.activities.begin(report.backupId, stop)
  try {
    const ending = await attempt({ agent, report, restic, hello, stop: activity.signal })
      // A full disk, most likely: the portal shall not show this backup as running.
      .catch((error) => failed(error instanceof Error ? error.message : String(error), true))
      .finally(() => clearInterval(ticker))
    const judged = judgeCancelling(agent, ending, trigger, activity.signal)
    return { kind: 'ended', ending: judged, sentence: finishBackup(agent, report, judged, known, before) }
  } finally {
    activity.end()
  }
}

/** A machine that is switched off in the middle of its backup shall still get one; what the portal has cancelled waits for its time. */
function judgeCancelling({ text }: Agent, ending: Ending, trigger: Trigger, stop: AbortSignal): Ending {
  if (ending.outcome !== 'cancelled') return ending
  if (stop.reason === BY_PORTAL) return { ...ending, error: text.cancelledByPortal }
  return { ...ending, retry: trigger !== 'manual' }
}

async function attempt({ agent, report, restic, hello, stop }: Attempt): Promise<Ending> {
  const { text } = agent
  if (stop.aborted) return cancelled(text)
  if (hello.kind !== 'ok') return failed(refusalSentence(text, hello), hello.kind === 'away')
  if (!restic) return failed(text.noRestic(resticCommand()))
  const { machine, repository } = hello.value
  report.log(text.context(machine.name, restic, agentVersion))
  const config = agent.config.current()
  if (!config) return failed(text.noConfiguration)
  if (config.paths.length === 0) return failed(text.noPaths)
  report.log(text.folders(config.paths))
  const { present, problems } = checkPaths(config.paths, text)
  for (const problem of problems) report.log(problem, 'error')
  if (present.length === 0) return failed(text.noPathExists)
  const pathsFile = join(agent.machine.root, 'paths')
  writeWhole(pathsFile, present.map((path) => `${path}\0`).join(''))
  const watch = new StorageWatch(repository, stop)
  try {
    const work = { repository, cache: agent.state.cache, watch, text }
    const prepared = await prepareRepository(work)
    if (!prepared.ok) return prepared.ending
    if (prepared.created) report.log(text.repositoryCreated)
    return await runBackup({ agent, report, work, config, host: machine.name, pathsFile, missingPaths: problems.length })
  } finally {
    watch.close()
  }
}
