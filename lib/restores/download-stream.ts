import { and, eq, sql } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { restores } from '@/db/schema'
import type { Progress } from '@/lib/archives/archive'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { log } from '@/lib/log'
import { confirmRestorer } from './queries'

const NOTE_MILLISECONDS = 1_000
/** A piece that nobody has fetched for so long is fetched by nobody: its browser stalls, or is no browser. */
const PATIENCE_MILLISECONDS = 120_000
const CHECK_MILLISECONDS = 3_000
/** So often in a row nothing can be learned, as while the database restarts; then a right that nobody can vouch for has ended. */
const MOST_UNANSWERED = 20

type Begun = { id: string; machineId: string }
/** Reads the files, telling how far it is; stops with the signal. */
export type Pieces = (progress: Progress, signal: AbortSignal) => AsyncGenerator<Buffer>
/** `signal` fires when the browser has gone, `leave` gives the place of the download back. */
export type Reader = { signal?: AbortSignal; leave: () => void; patienceMilliseconds?: number; checkMilliseconds?: number }

/**
 * The bytes of a download that has begun. Nothing is read before the first piece is asked for, nor ahead of the browser. How far it is, is
 * written down each second, for whoever looks at the page. It is broken off when the browser goes away or stalls, and when whoever asked
 * for it may restore no more.
 */
export function streamDownload(actor: UserActor, { id, machineId }: Begun, read: Pieces, reader: Reader): ReadableStream<Uint8Array> {
  const { signal, leave, patienceMilliseconds = PATIENCE_MILLISECONDS, checkMilliseconds = CHECK_MILLISECONDS } = reader
  const stop = new AbortController()
  const progress: Progress = { files: 0, bytes: 0, refused: 0 }
  const pieces = read(progress, stop.signal)
  let noting: NodeJS.Timeout | undefined
  let checking: NodeJS.Timeout | undefined
  let waiting: NodeJS.Timeout | undefined
  let wait = () => {}
  let ended: Promise<void> | undefined
  const finish = (ending: 'complete' | 'broken_off' | 'failed'): Promise<void> => {
    clearInterval(noting)
    clearTimeout(checking)
    clearTimeout(waiting)
    ended ??= end(actor, id, ending, progress).finally(leave)
    return ended
  }
  const breakOff = async () => {
    stop.abort()
    await pieces.return(undefined).catch(() => {})
    await finish('broken_off')
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const giveUp = (why: string) => breakOff().then(() => controller.error(new Error(why)))
        const away = () => giveUp('nobody fetches this download')
        wait = () => {
          waiting = setTimeout(away, patienceMilliseconds)
        }
        wait()
        const check = async (unanswered = 0): Promise<void> => {
          const answer = await mayStill(actor, machineId)
          const missing = answer === 'unanswered' ? unanswered + 1 : 0
          if (answer === 'no' || missing === MOST_UNANSWERED) return giveUp('no longer permitted')
          if (!ended) checking = setTimeout(check, checkMilliseconds, missing)
        }
        checking = setTimeout(check, checkMilliseconds)
        signal?.addEventListener('abort', away, { once: true })
        if (signal?.aborted) void away()
      },
      async pull(controller) {
        clearTimeout(waiting)
        noting ??= setInterval(() => void note(actor, id, progress), NOTE_MILLISECONDS)
        try {
          const { done, value } = await pieces.next()
          if (stop.signal.aborted) return
          if (!done) {
            wait()
            return controller.enqueue(value)
          }
          await finish('complete')
          controller.close()
        } catch (error) {
          if (!stop.signal.aborted) log.warn({ err: error, restoreId: id }, 'a download broke off')
          await finish(stop.signal.aborted ? 'broken_off' : 'failed')
          controller.error(error)
        }
      },
      cancel: breakOff,
    },
    { highWaterMark: 0 },
  )
}

async function mayStill(actor: UserActor, machineId: string): Promise<'yes' | 'no' | 'unanswered'> {
  try {
    await confirmRestorer(actor, machineId)
    return 'yes'
  } catch (error) {
    return error instanceof ForbiddenError || error instanceof NotFoundError ? 'no' : 'unanswered'
  }
}

const counts = ({ files, bytes, refused }: Progress) => ({ filesDone: files, bytesDone: bytes, filesFailed: refused })

/** It is shown, nothing hangs on it: what cannot be written now is written a second later. */
async function note(actor: UserActor, id: string, progress: Progress): Promise<void> {
  await withActor(actor, (tx) =>
    tx
      .update(restores)
      .set({ ...counts(progress), progressAt: clock.now() })
      .where(and(eq(restores.id, id), sql`${restores.endedAt} is null`)),
  ).catch(() => {})
}

async function end(actor: UserActor, id: string, ending: 'complete' | 'broken_off' | 'failed', progress: Progress): Promise<void> {
  const now = clock.now()
  await withActor(actor, (tx) =>
    tx
      .update(restores)
      .set({ ...counts(progress), progressAt: now, endedAt: now, ending })
      .where(eq(restores.id, id)),
  ).catch((error: unknown) => log.warn({ err: error, restoreId: id }, 'the end of a download was not noted'))
}
