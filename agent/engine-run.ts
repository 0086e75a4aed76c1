import type { AgentConfig } from '@/lib/agent-protocol/config'
import type { Agent } from './agent'
import type { BackupReport } from './backup-report'
import type { Ending } from './ending'
import { literalPattern } from './paths'
import { explain, findStoredBytes, holderOf, removeStaleLocks, type Work } from './repository'
import { type ResticEnd, runRestic } from './restic'
import type { ResticLine, ResticSummary } from './restic-output'
import { wait } from './wait'

const SCAN_LINE_EVERY_MS = 10_000
const MAX_ERROR_LINES = 1000
/** How long to wait for whoever tidies up the repository, before this backup is left for later. */
const LOCK_WAIT_MS = 10 * 60_000
const LOCK_RETRY_MS = 5000

export type EngineRun = {
  agent: Agent
  report: BackupReport
  work: Work
  config: AgentConfig
  host: string
  /** A file of NUL-separated paths: a thousand of them may be longer than a command line. */
  pathsFile: string
  missingPaths: number
}

/** Runs `restic backup`, reports what it says as it says it, and judges its end. Another's lock is waited for, never broken. */
export async function runBackup(run: EngineRun): Promise<Ending> {
  const { repository, cache, watch } = run.work
  const giveUpAt = Date.now() + LOCK_WAIT_MS
  for (let told = false; ; told = true) {
    const ear = new Ear(run)
    const onLine = (line: ResticLine, raw: string) => ear.hear(line, raw)
    const end = await runRestic(backupArguments(run), { repository, cache, signal: watch.signal, onLine })
    const holder = holderOf(end.reason)
    if (holder === null || watch.signal.aborted || Date.now() >= giveUpAt) return judge(run, ear, end)
    if (!told) run.report.log(run.agent.text.repositoryBusy(holder), 'warning')
    await wait(LOCK_RETRY_MS, watch.signal)
    await removeStaleLocks(run.work)
  }
}

async function judge(run: EngineRun, ear: Ear, end: ResticEnd): Promise<Ending> {
  const { agent, report, work } = run
  const { summary, unreadable } = ear
  if (ear.unlisted > 0) report.log(agent.text.moreErrors(ear.unlisted), 'error')
  if ((end.code !== 0 && end.code !== 3) || !summary) return explain(work, end.reason, agent.text)
  const complete = end.code === 0 && unreadable === 0 && run.missingPaths === 0
  const storedBytes = await findStoredBytes(work)
  const error = complete ? null : agent.text.partial(Math.max(unreadable, end.code === 3 ? 1 : 0), run.missingPaths)
  return { outcome: complete ? 'success' : 'partial', error, retry: false, suspended: false, summary, storedBytes }
}

function backupArguments({ agent, config, host, pathsFile }: EngineRun): string[] {
  const { uploadKiBps, downloadKiBps } = config.bandwidth
  return [
    'backup',
    '--json',
    `--host=${host}`,
    `--files-from-raw=${pathsFile}`,
    ...config.tags.map((tag) => `--tag=${tag}`),
    ...config.excludes.map((pattern) => `--exclude=${pattern}`),
    // The key and a cache that changes while it is read are no part of anybody's backup.
    `--exclude=${literalPattern(agent.state.root)}`,
    ...(uploadKiBps ? [`--limit-upload=${uploadKiBps}`] : []),
    ...(downloadKiBps ? [`--limit-download=${downloadKiBps}`] : []),
  ]
}

/** Turns restic's lines into reports. */
class Ear {
  summary: ResticSummary | null = null
  /** Errors beyond those that the log lists one by one. */
  unlisted = 0
  readonly #items = new Set<string>()
  #bytesDone = 0
  #scanLineAt = Date.now()
  #tenth = 0

  constructor(readonly run: EngineRun) {}

  get unreadable(): number {
    return this.#items.size + this.unlisted
  }

  hear(line: ResticLine, raw: string): void {
    if (line.type === 'status') this.#status(line)
    else if (line.type === 'summary') this.summary = line
    else if (line.type === 'unreadable') this.#unreadable(line.item, line.reason)
    else this.run.agent.log.note(raw)
  }

  #status({ type: _, ...progress }: Extract<ResticLine, { type: 'status' }>): void {
    const { report, work, agent } = this.run
    if (progress.bytesDone > this.#bytesDone) work.watch.advanced()
    this.#bytesDone = progress.bytesDone
    const tenth = Math.floor(progress.percent / 10)
    if (tenth > this.#tenth || Date.now() - this.#scanLineAt >= SCAN_LINE_EVERY_MS) {
      this.#tenth = Math.max(tenth, this.#tenth)
      this.#scanLineAt = Date.now()
      report.log(agent.text.scanned(progress.filesDone, progress.filesTotal, progress.percent))
    }
    report.progress(progress)
  }

  /** restic meets an unreadable folder twice, once when it counts and once when it reads. */
  #unreadable(item: string, reason: string): void {
    if (this.#items.has(item)) return
    const { report, agent } = this.run
    agent.log.note(`${item}: ${reason}`, 'error')
    if (this.#items.size < MAX_ERROR_LINES) {
      this.#items.add(item)
      report.log(agent.text.unreadable(item, reason), 'error')
    } else this.unlisted += 1
  }
}
