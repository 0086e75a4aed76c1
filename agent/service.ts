import type { Agent } from './agent'
import { type BackupResult, backUp } from './backup'
import { closeInterrupted } from './interrupted'
import { findLastBackup } from './last-backup'
import { takeLock } from './lock'
import { Poller } from './poller'
import { jitter, Memory, nextBackupAt, retryAt } from './schedule'
import { wait } from './wait'

const LOOK_EVERY_MS = 1000
const LAST_FLUSH_MS = 3000

/** The agent as a service: polls, backs up on schedule, reports, until the signal. Survives everything but a full stop. */
export async function runService(agent: Agent, stop: AbortSignal): Promise<number> {
  // Two services would carry out each command twice.
  const locked = takeLock(agent.state.serviceLock)
  if (!locked.ok) {
    agent.log.say(agent.text.serviceBusy(locked.pid), 'error')
    return 1
  }
  try {
    agent.log.say(agent.text.running(agent.enrollment.machineName, agent.enrollment.portal))
    const poller = new Poller(agent)
    await Promise.all([agent.sender.run(stop), poller.run(stop), new Timetable(agent, poller).run(stop)])
    const waiting = await agent.sender.flush(LAST_FLUSH_MS)
    if (waiting > 0) agent.log.say(agent.text.waiting(waiting), 'warning')
    agent.log.say(agent.text.stopped)
    return 0
  } finally {
    locked.lock.release()
  }
}

/** Starts the backups that are due. */
class Timetable {
  #share = Math.random()
  #announced = ''
  readonly #memory = new Memory()

  constructor(
    readonly agent: Agent,
    readonly poller: Poller,
  ) {
    this.#closeInterrupted()
  }

  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const dueAt = this.#dueAt()
      this.#announce(dueAt)
      // The clock is looked at each second: it may be set, and the machine may sleep.
      if (dueAt && dueAt <= this.agent.clock.now() && !this.poller.suspended) await this.#backUp(stop)
      await wait(LOOK_EVERY_MS, stop)
    }
  }

  #closeInterrupted(): void {
    const locked = takeLock(this.agent.state.backupLock)
    if (!locked.ok) return
    closeInterrupted(this.agent)
    locked.lock.release()
  }

  #dueAt(): Date | null {
    const { config: store, machine, clock } = this.agent
    const config = store.current()
    if (!config) return null
    const { since, last } = this.#memory.past({ since: store.since, last: findLastBackup(machine.lastBackup) }, clock.now())
    const plannedAt = nextBackupAt(config, since, last)
    if (!plannedAt) return null
    const startAt = new Date(plannedAt.getTime() + jitter(config, plannedAt, this.#share))
    const againAt = last && retryAt(last)
    return againAt && againAt < startAt ? againAt : startAt
  }

  async #backUp(stop: AbortSignal): Promise<void> {
    try {
      this.#judge(await backUp(this.agent, 'schedule', stop))
    } catch (error) {
      this.agent.log.say(error instanceof Error ? error.message : String(error), 'error')
      await wait(60_000, stop)
    }
    this.#share = Math.random()
  }

  #judge(result: BackupResult): void {
    if (result.kind === 'suspended' || (result.kind === 'ended' && result.ending.suspended)) this.poller.setSuspended(true)
    if (result.kind !== 'ended') return
    this.agent.log.say(result.sentence, result.ending.outcome === 'failed' ? 'error' : 'info')
  }

  #announce(dueAt: Date | null): void {
    const { text, log } = this.agent
    const line = dueAt ? text.nextBackup(dueAt.toLocaleString(this.agent.lang)) : text.noSchedule
    if (line !== this.#announced) log.say(line)
    this.#announced = line
  }
}
