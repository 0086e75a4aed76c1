import { log } from '@/lib/log'

const IDLE_MILLISECONDS = 1_000
const ERROR_MILLISECONDS = 5_000

/** How a turn went: whether there is more to do at once, or for how long to leave it. */
export type Turn = { more: boolean; pauseSeconds: number }
export type Loop = { stop: () => Promise<void> }

/**
 * Takes turns until it is stopped, at most a second apart: for what should happen within seconds, where the minute of a timetable is
 * too long. A turn that throws is logged and taken again later. Stopping waits for the turn that is under way, which is told.
 */
export function startLoop(name: string, turn: (signal: AbortSignal) => Promise<Turn>): Loop {
  const stopping = new AbortController()
  const { signal } = stopping
  const ended = (async () => {
    while (!signal.aborted) await wait(await waitAfter(name, turn, signal), signal)
  })()
  return {
    stop() {
      stopping.abort()
      return ended
    },
  }
}

async function waitAfter(name: string, turn: (signal: AbortSignal) => Promise<Turn>, signal: AbortSignal): Promise<number> {
  try {
    const { more, pauseSeconds } = await turn(signal)
    return pauseSeconds > 0 ? pauseSeconds * 1000 : more ? 0 : IDLE_MILLISECONDS
  } catch (error) {
    if (!signal.aborted) log.error({ err: error, loop: name }, 'job')
    return ERROR_MILLISECONDS
  }
}

const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
