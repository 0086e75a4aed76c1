import type { AlertDetail, AlertKind, alertEnds, backupOutcomes, freezeReasons } from '@/db/schema'
import { isInAlert, silentSince, type Watched } from './missed'

const DAY = 86_400_000
const RUNS: AlertKind[] = ['failed', 'partial']
const FREEZES: AlertKind[] = ['history_frozen']

export type MachineFacts = Watched & {
  lastFinishedAt: Date | null
  lastOutcome: (typeof backupOutcomes)[number] | null
  configError: string | null
  checkFailure: string | null
  freezeReason: (typeof freezeReasons)[number] | null
}

export type Cause = { kind: AlertKind; sinceAt: Date; detail: AlertDetail }
/** `undecided` are kinds of which the facts say neither that they began nor that they ended. */
export type Judgement = { causes: Cause[]; undecided: AlertKind[]; lookAfter: Date | null }

/**
 * What is wrong with a machine, and when to look at it next if nothing of it changes meanwhile: the only judge of its episodes. Of a
 * suspended contract nothing is (requirements D2). A cancelled run says nothing of the failed one before it, nor a failed check of why a
 * history was frozen before.
 */
export function judgeMachine(machine: MachineFacts, now: Date): Judgement {
  if (machine.suspended) return { causes: [], undecided: [], lookAfter: null }
  const causes: Cause[] = []
  const missed = isInAlert(machine, now)
  const { lastOutcome, lastFinishedAt, configError, checkFailure, freezeReason } = machine
  const isHidden = freezeReason === 'check_failed'
  if (missed)
    causes.push({ kind: 'missed', sinceAt: silentSince(machine), detail: { days: machine.missedAfterDays, never: !machine.lastBackupAt } })
  if (lastOutcome === 'failed' || lastOutcome === 'partial') causes.push({ kind: lastOutcome, sinceAt: lastFinishedAt ?? now, detail: {} })
  if (configError !== null) causes.push({ kind: 'config_refused', sinceAt: now, detail: { error: configError } })
  if (checkFailure !== null) causes.push({ kind: 'check_failed', sinceAt: now, detail: { check: checkFailure } })
  if (freezeReason && !isHidden) causes.push({ kind: 'history_frozen', sinceAt: now, detail: { freeze: freezeReason } })
  const undecided: AlertKind[] = [...(lastOutcome === 'cancelled' ? RUNS : []), ...(isHidden ? FREEZES : [])]
  const isWatched = machine.missedAlert && !missed
  const lookAfter = isWatched ? new Date(silentSince(machine).getTime() + machine.missedAfterDays * DAY) : null
  return { causes, undecided, lookAfter }
}

/** Why an open episode that has no cause any more has ended: nobody is told of one that is only no longer wanted. */
export function endOf(alert: { kind: AlertKind; sinceAt: Date }, machine: MachineFacts): (typeof alertEnds)[number] {
  if (machine.suspended) return 'suspended'
  return alert.kind === 'missed' && silentSince(machine) <= alert.sinceAt ? 'switched_off' : 'over'
}
