import pino from 'pino'

// A level that there is not is told by lib/env.ts, in one sentence.
const wanted = process.env.LOG_LEVEL ?? ''

/** One JSON line an event. Keys, passwords and tokens never go in. */
export const log = pino({
  level: wanted in pino.levels.values ? wanted : 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
})
