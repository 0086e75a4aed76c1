import { eq } from 'drizzle-orm'
import { pingDatabase, withActor } from '@/db/client'
import { heartbeats } from '@/db/schema'
import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import type { StorageState } from '@/lib/storage/rclone'
import { SWEEP, type Watch, watchOf } from './rounds'

export type Health = { status: 'ok' | 'unavailable'; database: 'up' | 'down'; storage: StorageState | 'elsewhere'; watch?: Watch }

const FRESH_MILLISECONDS = 1_000
let last: { at: number; up: Promise<boolean> } | undefined

/** Whether Postgres answers; asked at most once a second, however many requests want to know. */
export function isDatabaseUp(): Promise<boolean> {
  if (!last || Date.now() - last.at > FRESH_MILLISECONDS) last = { at: Date.now(), up: pingDatabase() }
  return last.up
}

/** How the watch over the alerts stands, by the heartbeat of its last whole round. */
export async function getWatch(now: Date): Promise<Watch> {
  const [row] = await withActor(systemActor('health'), (tx) =>
    tx.select({ at: heartbeats.at }).from(heartbeats).where(eq(heartbeats.name, SWEEP)),
  )
  return watchOf(row?.at ?? null, now)
}

let lastWatch: { at: number; watch: Promise<Watch> } | undefined

/** How this instance stands; `storage` is null where another instance has that role. The watch is asked at most once a second. */
export async function getHealth(storage: StorageState | null): Promise<Health> {
  const database = (await isDatabaseUp()) ? 'up' : 'down'
  if (database === 'down') return { status: 'unavailable', database, storage: storage ?? 'elsewhere' }
  if (!lastWatch || Date.now() - lastWatch.at > FRESH_MILLISECONDS) {
    const watch = getWatch(clock.now())
    watch.catch(() => {})
    lastWatch = { at: Date.now(), watch }
  }
  // A database that goes in this very moment says nothing of the watch.
  const watch = await lastWatch.watch.catch(() => 'not_yet' as const)
  const status = storage !== 'down' && watch !== 'late' ? 'ok' : 'unavailable'
  return { status, database, storage: storage ?? 'elsewhere', watch }
}
