import { type PollRequest, pollResponseSchema, type Report, type ReportEvent } from '@/lib/agent-protocol/schema'
import type { SystemActor } from '@/lib/auth/types'
import { log } from '@/lib/log'
import { listAwaitedMachines, listSimulatedMachines, type SimulatedMachine } from './queries'
import { type Random, seededRandom } from './random'

const TICK_MILLISECONDS = 2_000
const RUNNING_AT_ONCE = 3
const HOUR = 3_600_000
const FOLDERS = ['C:\\Users\\compta\\Documents', 'D:\\Partage\\Clients', 'D:\\Partage\\Factures\\2026', 'C:\\Users\\direction\\Bureau']
const FILES = ['bilan.xlsx', 'contrat-signé.pdf', 'photo-0412.jpg', 'paie-novembre.ods', 'messagerie.pst', 'plan-étage.dwg']
/** A high sequence number, since what a dead process had sent is not known. */
const LAST_SEQ = 1_000_000

type Run = {
  machine: SimulatedMachine
  /** By which the portal has asked for it, if it did. */
  commandId: string | null
  backupId: string
  seq: number
  startedAt: number
  seconds: number
  files: number
  random: Random
}

/**
 * Plays the agents of the demo's machines over the real agent API, a few at a time, so that the control room lives. It ends what it
 * began when it is stopped, and what an earlier one left when it starts.
 */
export async function startSimulator(actor: SystemActor, portalUrl: string): Promise<{ stop: () => Promise<void> }> {
  const simulator = new Simulator(actor, portalUrl)
  await simulator.endLeftovers()
  let stopped = false
  let ticking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    ticking = ticking
      .then(() => (stopped ? undefined : simulator.tick()))
      .catch((error: unknown) => log.debug({ err: error }, 'demo tick failed'))
  }, TICK_MILLISECONDS)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await ticking
      await simulator.endAll()
    },
  }
}

class Simulator {
  #runs: Run[] = []
  readonly #lastRunAt = new Map<string, number>()
  /** The commands that were carried out or are being so. */
  readonly #taken = new Set<string>()
  readonly #answers = new Map<string, PollRequest['results']>()

  constructor(
    readonly actor: SystemActor,
    readonly portalUrl: string,
  ) {}

  async tick(): Promise<void> {
    for (const run of [...this.#runs]) await this.#advance(run)
    if (this.#runs.length < RUNNING_AT_ONCE) await this.#beginNext()
    for (const machine of await listAwaitedMachines(this.actor)) await this.#poll(machine)
  }

  async endLeftovers(): Promise<void> {
    for (const machine of await listSimulatedMachines(this.actor)) {
      if (!machine.runningId) continue
      const nothing = { filesNew: 0, filesChanged: 0, filesUnmodified: 0, bytesProcessed: 0, bytesAdded: 0, durationSeconds: 0 }
      const ended = { outcome: 'failed' as const, snapshotId: null, storedBytes: machine.storedBytes, error: 'Interrompue' }
      await this.#send(machine, machine.runningId, LAST_SEQ, { type: 'finished', ...nothing, ...ended })
    }
  }

  async endAll(): Promise<void> {
    await Promise.allSettled(this.#runs.map((run) => this.#finish(run, 'Démonstration arrêtée')))
  }

  async #beginNext(): Promise<void> {
    const upToDate = (machine: SimulatedMachine) => machine.lastBackupAt && Date.now() - machine.lastBackupAt.getTime() < 24 * HOUR
    const lastOf = (machine: SimulatedMachine) => this.#lastRunAt.get(machine.machineId) ?? machine.lastBackupAt?.getTime() ?? 0
    const idle = (await listSimulatedMachines(this.actor)).filter((machine) => !machine.runningId && upToDate(machine))
    const [machine] = idle.sort((a, b) => lastOf(a) - lastOf(b))
    if (machine) await this.#begin(machine, null)
  }

  async #begin(machine: SimulatedMachine, commandId: string | null): Promise<void> {
    const startedAt = Date.now()
    const random = seededRandom(`${machine.machineId}/${startedAt}`)
    const [seconds, files] = [random.between(60, 240), random.between(2_000, 60_000)]
    const run = { machine, commandId, backupId: random.uuidv7(startedAt), seq: 1, startedAt, seconds, files, random }
    this.#runs.push(run)
    this.#lastRunAt.set(machine.machineId, startedAt)
    await this.#say(run, { type: 'started', trigger: commandId ? 'command' : 'schedule' })
    await this.#say(run, line(`Début de backup (${commandId ? 'demandé par le portail' : 'planifié'})`))
  }

  async #advance(run: Run): Promise<void> {
    const share = Math.min(1, (Date.now() - run.startedAt) / 1000 / run.seconds)
    const { machine, files, random } = run
    const filesDone = Math.round(files * share)
    await this.#say(run, {
      type: 'progress',
      percent: Math.round(share * 1000) / 10,
      filesDone,
      filesTotal: files,
      bytesDone: Math.round(machine.storedBytes * share),
      bytesTotal: machine.storedBytes,
      currentFiles: [`${random.pick(FOLDERS)}\\${random.pick(FILES)}`, `${random.pick(FOLDERS)}\\${random.pick(FILES)}`],
    })
    if (random.chance(0.1)) await this.#say(run, line(`Fichiers analysés : ${filesDone} sur ${files}`))
    if (share === 1) await this.#finish(run, null)
  }

  async #finish(run: Run, error: string | null): Promise<void> {
    this.#runs = this.#runs.filter((other) => other !== run)
    const { machine, files, random, commandId } = run
    const changed = random.between(3, 90)
    if (!error) for (const message of ['Alerte backup OK', 'Fin de backup']) await this.#say(run, line(message))
    await this.#say(run, {
      type: 'finished',
      outcome: error ? 'cancelled' : 'success',
      snapshotId: error ? null : random.uuidv7(run.startedAt).replaceAll('-', '').padEnd(64, '0'),
      filesNew: 0,
      filesChanged: error ? 0 : changed,
      filesUnmodified: error ? 0 : files - changed,
      bytesProcessed: error ? 0 : machine.storedBytes,
      bytesAdded: error ? 0 : Math.round(machine.storedBytes / random.between(500, 4_000)),
      durationSeconds: (Date.now() - run.startedAt) / 1000,
      storedBytes: machine.storedBytes,
      error,
    })
    if (commandId) this.#answer(machine, commandId, error ? 'cancelled' : 'done', error)
  }

  /** Takes what the portal asks of a machine, as its agent would. */
  async #poll(machine: SimulatedMachine): Promise<void> {
    const results = this.#answers.get(machine.machineId) ?? []
    this.#answers.delete(machine.machineId)
    const answer = await this.#call(machine, 'poll', { configVersion: machine.configVersion, configError: null, results })
    for (const command of pollResponseSchema.parse(answer).commands) {
      if (this.#taken.has(command.id)) continue
      this.#taken.add(command.id)
      if (command.kind === 'backup_now') await this.#begin(machine, command.id)
      else if (command.kind === 'cancel') await this.#cancel(machine, command.id, command.backupId)
      else this.#answer(machine, command.id, 'failed', 'Machine de démonstration : seule PC-DEMO a de vrais fichiers')
    }
  }

  async #cancel(machine: SimulatedMachine, commandId: string, backupId: unknown): Promise<void> {
    const run = this.#runs.find((candidate) => candidate.backupId === backupId)
    if (run) await this.#finish(run, 'Sauvegarde annulée depuis le portail')
    this.#answer(machine, commandId, run ? 'done' : 'failed', null)
  }

  #answer({ machineId }: SimulatedMachine, commandId: string, status: string, detail: string | null): void {
    this.#answers.set(machineId, [...(this.#answers.get(machineId) ?? []), { commandId, status, detail }])
  }

  #say(run: Run, event: ReportEvent): Promise<void> {
    return this.#send(run.machine, run.backupId, run.seq++, event)
  }

  async #send(machine: SimulatedMachine, backupId: string, seq: number, event: ReportEvent): Promise<void> {
    const report: Report = { backupId, seq, at: new Date().toISOString(), event }
    await this.#call(machine, 'reports', { reports: [report] })
  }

  async #call(machine: SimulatedMachine, door: 'reports' | 'poll', body: object): Promise<unknown> {
    const response = await fetch(`${this.portalUrl}/api/agent/v1/${door}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${machine.identificationKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return response.json()
  }
}

const line = (message: string): ReportEvent => ({ type: 'log', lines: [{ at: new Date().toISOString(), level: 'info', message }] })
