import type { Report, ReportEvent } from '@/lib/agent-protocol/schema'
import type { SystemActor } from '@/lib/auth/types'
import { log } from '@/lib/log'
import { listSimulatedMachines, type SimulatedMachine } from './queries'
import { type Random, seededRandom } from './random'

const TICK_MILLISECONDS = 2_000
const RUNNING_AT_ONCE = 3
const HOUR = 3_600_000
const FOLDERS = ['C:\\Users\\compta\\Documents', 'D:\\Partage\\Clients', 'D:\\Partage\\Factures\\2026', 'C:\\Users\\direction\\Bureau']
const FILES = ['bilan.xlsx', 'contrat-signé.pdf', 'photo-0412.jpg', 'paie-novembre.ods', 'messagerie.pst', 'plan-étage.dwg']

type Run = { machine: SimulatedMachine; backupId: string; seq: number; startedAt: number; seconds: number; files: number; random: Random }

/**
 * Plays the agents of the demo's machines over the real agent API, a few at a time, so that the control room lives. It ends what it
 * began when it is stopped, and what an earlier one left when it starts.
 */
export async function startSimulator(actor: SystemActor, portalUrl: string): Promise<{ stop: () => Promise<void> }> {
  const runs: Run[] = []
  const lastRunAt = new Map<string, number>()

  async function send(machine: SimulatedMachine, backupId: string, seq: number, event: ReportEvent): Promise<void> {
    const report: Report = { backupId, seq, at: new Date().toISOString(), event }
    const response = await fetch(`${portalUrl}/api/agent/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${machine.identificationKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reports: [report] }),
    })
    await response.arrayBuffer()
  }

  async function begin(): Promise<void> {
    const upToDate = (machine: SimulatedMachine) => machine.lastBackupAt && Date.now() - machine.lastBackupAt.getTime() < 24 * HOUR
    const lastOf = (machine: SimulatedMachine) => lastRunAt.get(machine.machineId) ?? machine.lastBackupAt?.getTime() ?? 0
    const idle = (await listSimulatedMachines(actor)).filter((machine) => !machine.runningId && upToDate(machine))
    const [machine] = idle.sort((a, b) => lastOf(a) - lastOf(b))
    if (!machine) return
    const startedAt = Date.now()
    const random = seededRandom(`${machine.machineId}/${startedAt}`)
    const run = {
      machine,
      backupId: random.uuidv7(startedAt),
      seq: 1,
      startedAt,
      seconds: random.between(60, 240),
      files: random.between(2_000, 60_000),
      random,
    }
    runs.push(run)
    lastRunAt.set(machine.machineId, startedAt)
    await send(machine, run.backupId, run.seq++, { type: 'started', trigger: 'schedule' })
    await send(machine, run.backupId, run.seq++, line('Début de backup (planifié)'))
  }

  async function advance(run: Run): Promise<void> {
    const share = Math.min(1, (Date.now() - run.startedAt) / 1000 / run.seconds)
    const { machine, files, random } = run
    const filesDone = Math.round(files * share)
    await send(machine, run.backupId, run.seq++, {
      type: 'progress',
      percent: Math.round(share * 1000) / 10,
      filesDone,
      filesTotal: files,
      bytesDone: Math.round(machine.storedBytes * share),
      bytesTotal: machine.storedBytes,
      currentFiles: [`${random.pick(FOLDERS)}\\${random.pick(FILES)}`, `${random.pick(FOLDERS)}\\${random.pick(FILES)}`],
    })
    if (random.chance(0.1)) await send(machine, run.backupId, run.seq++, line(`Fichiers analysés : ${filesDone} sur ${files}`))
    if (share === 1) await finish(run)
  }

  async function finish(run: Run, error: string | null = null): Promise<void> {
    runs.splice(runs.indexOf(run), 1)
    const { machine, files, random } = run
    const changed = random.between(3, 90)
    if (!error) for (const message of ['Alerte backup OK', 'Fin de backup']) await send(machine, run.backupId, run.seq++, line(message))
    await send(machine, run.backupId, run.seq++, {
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
  }

  async function tick(): Promise<void> {
    for (const run of [...runs]) await advance(run)
    if (runs.length < RUNNING_AT_ONCE) await begin()
  }

  await endLeftovers(actor, send)
  let stopped = false
  let ticking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    ticking = ticking.then(() => (stopped ? undefined : tick())).catch((error: unknown) => log.debug({ err: error }, 'demo tick failed'))
  }, TICK_MILLISECONDS)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await ticking
      await Promise.allSettled([...runs].map((run) => finish(run, 'Démonstration arrêtée')))
    },
  }
}

const line = (message: string): ReportEvent => ({ type: 'log', lines: [{ at: new Date().toISOString(), level: 'info', message }] })

/** A high sequence number, since what the dead process had sent is not known here. */
const LAST_SEQ = 1_000_000

async function endLeftovers(
  actor: SystemActor,
  send: (machine: SimulatedMachine, backupId: string, seq: number, event: ReportEvent) => Promise<void>,
): Promise<void> {
  for (const machine of await listSimulatedMachines(actor)) {
    if (!machine.runningId) continue
    await send(machine, machine.runningId, LAST_SEQ, {
      type: 'finished',
      outcome: 'failed',
      snapshotId: null,
      filesNew: 0,
      filesChanged: 0,
      filesUnmodified: 0,
      bytesProcessed: 0,
      bytesAdded: 0,
      durationSeconds: 0,
      storedBytes: machine.storedBytes,
      error: 'Interrompue',
    })
  }
}
