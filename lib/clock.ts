/** The only place that asks the machine for the time; everything else takes it as an argument. */
export const clock = { now: (): Date => new Date() }

/** Where the platform itself is at home: what its operators read is told in the time of its servers. */
export const serverTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
