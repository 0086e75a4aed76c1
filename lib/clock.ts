/** The only place that asks the machine for the time; everything else takes it as an argument. */
export const clock = { now: (): Date => new Date() }
