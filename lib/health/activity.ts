const shared = globalThis as typeof globalThis & { portalActivity?: { reports: number; workedAt: Date | null } }

const activity = () => {
  shared.portalActivity ??= { reports: 0, workedAt: null }
  return shared.portalActivity
}

/** Counts reports of agents that this process has taken in. */
export function countReports(number: number): void {
  activity().reports += number
}

/** Notes that this process has just carried out a job of the queue. */
export function noteWork(at: Date): void {
  activity().workedAt = at
}

/** What this process has done since it started. */
export const ownActivity = (): Readonly<{ reports: number; workedAt: Date | null }> => ({ ...activity() })
