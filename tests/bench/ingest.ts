import type { Report } from '@/lib/agent-protocol/schema'
import { type MachineActor, mint } from '@/lib/auth/types'
import { recordReports } from '@/lib/backups/commands'
import { seededRandom } from '@/lib/demo/random'
import type { Figure } from './figures'
import type { Fleet } from './fleet'
import type { BenchInstallation } from './installation'
import { openLine } from './line'

const REPORTS_A_REQUEST = 20
const AT_ONCE = 64
const REQUESTS = 6_000
/** Until both processes' code is compiled, which takes longer in the one that has just started. */
const WARM_UP = 2_000
const MACHINES = 500
const random = seededRandom('ingest')

/** Reports per second through the front door against the same statements called directly, in turns in one run. */
export async function measureIngest(installation: BenchInstallation, fleet: Fleet): Promise<Figure[]> {
  const door = await installation.start('agent')
  const lines = await Promise.all(Array.from({ length: AT_ONCE }, () => openLine(door.port)))
  const throughDoor = (count: number) =>
    inParallel(count, AT_ONCE, async (index, lane) => {
      const status = await lines[lane]?.post('/api/agent/v1/reports', fleet.keys[index % MACHINES] ?? '', requestBody())
      if (status !== 200) throw new Error(`the front door answered ${status}`)
    })
  const directly = (count: number) => writeDirectly(fleet, count)
  await throughDoor(WARM_UP)
  await directly(WARM_UP)
  const rates = { door: 0, direct: 0 }
  for (let turn = 0; turn < 3; turn++) {
    rates.direct = Math.max(rates.direct, await rate(() => directly(REQUESTS / 3)))
    rates.door = Math.max(rates.door, await rate(() => throughDoor(REQUESTS / 3)))
  }
  for (const line of lines) line.close()
  await door.stop()
  const ratio = rates.door / rates.direct
  console.error(`  ${Math.round(rates.door)} reports/s through the front door, ${Math.round(rates.direct)} reports/s directly`)
  return [
    { what: 'agent reports: front door / same statements directly', measured: ratio.toFixed(2), budget: '>= 0.6', held: ratio >= 0.6 },
  ]
}

async function rate(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return ((REQUESTS / 3) * REPORTS_A_REQUEST) / ((performance.now() - from) / 1000)
}

/** A whole short backup: it starts, goes on, logs and ends. */
function backupReports(): Report[] {
  const backupId = random.uuidv7(Date.now())
  const at = new Date().toISOString()
  const report = (seq: number, event: Report['event']): Report => ({ backupId, seq, at, event })
  const middle = Array.from({ length: REPORTS_A_REQUEST - 2 }, (_, index) =>
    index % 2
      ? report(index + 2, { type: 'log', lines: [{ at, level: 'info', message: `Fichiers analysés : ${index * 1000} sur 20000` }] })
      : report(index + 2, {
          type: 'progress',
          percent: index * 5,
          filesDone: index,
          filesTotal: 20,
          bytesDone: index * 1e6,
          bytesTotal: 2e7,
          currentFiles: ['/home/a', '/home/b'],
        }),
  )
  const counts = {
    filesNew: 1,
    filesChanged: 2,
    filesUnmodified: 3,
    bytesProcessed: 1e6,
    bytesAdded: 1e5,
    durationSeconds: 3,
    storedBytes: 1e9,
  }
  const end = report(REPORTS_A_REQUEST, { type: 'finished', outcome: 'success', snapshotId: 'ab'.repeat(32), error: null, ...counts })
  return [report(1, { type: 'started', trigger: 'schedule' }), ...middle, end]
}

const requestBody = () => JSON.stringify({ reports: backupReports() })

/** As the front door groups them: two transactions at a time, each of half of what is under way. */
async function writeDirectly(fleet: Fleet, count: number): Promise<void> {
  const size = AT_ONCE / 2
  await inParallel(count / size, 2, async (group) => {
    const batches = Array.from({ length: size }, (_, index) => ({
      machine: actorOf(fleet, (group * size + index) % MACHINES),
      reports: backupReports(),
      receivedAt: new Date(),
    }))
    await recordReports(batches)
  })
}

const actorOf = (fleet: Fleet, index: number): MachineActor =>
  mint<MachineActor>({
    kind: 'machine',
    scope: { kind: 'tenant', resellerId: fleet.resellerId, spaceIds: [fleet.spaceId] },
    machineId: fleet.machineIds[index] ?? '',
    machineName: '',
    resellerId: fleet.resellerId,
    spaceId: fleet.spaceId,
    contractId: '',
    suspended: false,
    repositoryHeld: false,
    tellsBackups: false,
    address: null,
  })

async function inParallel(count: number, atOnce: number, work: (index: number, lane: number) => Promise<void>): Promise<void> {
  let next = 0
  const run = async (lane: number) => {
    while (next < count) await work(next++, lane)
  }
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => run(lane)))
}
