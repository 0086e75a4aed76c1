const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The states of a machine's cell (requirements C1, C2; Fixed names), freshest first. */
export const machineStates = ['fresh', 'recent', 'aging', 'late', 'overdue', 'lost', 'never', 'suspended'] as const
export type MachineState = (typeof machineStates)[number]

/** Below which age of its last backup a machine is in which state; older than all is `lost`. */
export const freshnessLimits: readonly [state: MachineState, belowMilliseconds: number][] = [
  ['fresh', 24 * HOUR],
  ['recent', 48 * HOUR],
  ['aging', 4 * DAY],
  ['late', 8 * DAY],
  ['overdue', 15 * DAY],
]

/** How stale a machine is: the only judge of its colour. A backup from the future counts as now. */
export function freshness(machine: { lastBackupAt: Date | null; suspended: boolean }, now: Date): MachineState {
  if (machine.suspended) return 'suspended'
  if (!machine.lastBackupAt) return 'never'
  const age = now.getTime() - machine.lastBackupAt.getTime()
  return freshnessLimits.find(([, below]) => age < below)?.[0] ?? 'lost'
}

/** Whole days since the last backup, or null when there never was one (requirements C2). */
export function daysWithoutBackup(lastBackupAt: Date | null, now: Date): number | null {
  return lastBackupAt ? Math.max(0, Math.floor((now.getTime() - lastBackupAt.getTime()) / DAY)) : null
}
