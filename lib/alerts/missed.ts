const DAY = 86_400_000

export type Watched = {
  lastBackupAt: Date | null
  registeredAt: Date
  missedAlert: boolean
  missedAfterDays: number
  suspended: boolean
}

/**
 * Whether a machine is in alert (requirements E2): its non-backup alert is on, its contract is not suspended, and for the set number of
 * days there was no backup. A machine that never backed up counts from its registration.
 */
export function isInAlert(machine: Watched, now: Date): boolean {
  if (!machine.missedAlert || machine.suspended) return false
  return now.getTime() - silentSince(machine).getTime() >= machine.missedAfterDays * DAY
}

export const silentSince = (machine: Pick<Watched, 'lastBackupAt' | 'registeredAt'>): Date => machine.lastBackupAt ?? machine.registeredAt
