import { checkRepository } from '@/lib/checks/commands'
import { clock } from '@/lib/clock'
import { NotFoundError } from '@/lib/errors'
import { applyRetention } from '@/lib/retention/commands'
import type { VisitReport } from '@/lib/retention/types'
import { operator } from './lookup'
import { type Command, CommandError, done } from './usage'

const BUSY = 'A worker is at this repository now. Try again in a few minutes.'

const RESULTS: Record<VisitReport['result'], string> = {
  kept: 'nothing has outlived the history',
  removed: 'what had outlived the history is gone',
  frozen: 'frozen, so nothing is removed',
  suspended: 'the contract is suspended, so its data stays',
  unmeasured: 'the newest versions could not be counted, so nothing is removed',
  busy: 'a backup runs or another repository is worked on; nothing is removed now',
  unreadable: 'the repository cannot be read; a check of it is due',
  failed: 'the storage does not answer',
  cancelled: 'stopped; the next run goes on',
}

/** Ctrl-C lets restic take its lock off the repository. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return controller.signal
}

const known = async <T>(machine: unknown, work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof NotFoundError ? new CommandError(`There is no machine ${machine} that stores here.`) : error
  })

export const retentionCommand: Command = {
  summary: '--machine ID [--dry-run]  applies the history of a machine now; with --dry-run it says what would go',
  options: ['machine'],
  required: ['machine'],
  flags: ['dry-run'],
  async run(options) {
    const dryRun = options['dry-run'] === true
    const input = { machineId: String(options.machine), dryRun }
    const report = done(await known(options.machine, applyRetention(operator, input, clock.now(), stopSignal())), {
      busy: BUSY,
      stores_nothing: 'This machine has stored nothing here.',
    })
    const outlived = report.outlived.map(({ id, receivedAt }) => ({ id, receivedAt }))
    return { json: { ...report, dryRun, outlived }, text: describe(report, dryRun) }
  },
}

export const checkCommand: Command = {
  summary: '--machine ID  checks the repository of a machine now, with the next share of its data',
  options: ['machine'],
  required: ['machine'],
  async run(options) {
    const machineId = String(options.machine)
    const { result, message } = done(await known(machineId, checkRepository(operator, machineId, clock.now(), stopSignal())), {
      busy: BUSY,
    })
    return { json: { machineId, result, message }, text: `The check of ${machineId}: ${[result, message].filter(Boolean).join(' — ')}` }
  },
}

function describe(report: VisitReport, dryRun: boolean): string {
  const { name, result, versions, outlived, frozenReason } = report
  const verdict = dryRun && result === 'removed' ? 'what has outlived the history would go' : RESULTS[result]
  const lines = outlived.map(({ id, receivedAt }) => `  ${id.slice(0, 8)}  received ${receivedAt.toISOString()}`)
  const reason = frozenReason ? ` (${frozenReason})` : ''
  return [`${name}: ${versions} versions, ${outlived.length} past the history; ${verdict}${reason}.`, ...lines].join('\n')
}
