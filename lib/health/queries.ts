import { pingDatabase } from '@/db/client'
import type { StorageState } from '@/lib/storage/rclone'

export type Health = { status: 'ok' | 'unavailable'; database: 'up' | 'down'; storage: StorageState | 'elsewhere' }

const FRESH_MILLISECONDS = 1_000
let last: { at: number; up: Promise<boolean> } | undefined

/** Whether Postgres answers; asked at most once a second, however many requests want to know. */
export function isDatabaseUp(): Promise<boolean> {
  if (!last || Date.now() - last.at > FRESH_MILLISECONDS) last = { at: Date.now(), up: pingDatabase() }
  return last.up
}

/** How this instance stands; `storage` is null where another instance has that role. */
export async function getHealth(storage: StorageState | null): Promise<Health> {
  const database = (await isDatabaseUp()) ? 'up' : 'down'
  const status = database === 'up' && storage !== 'down' ? 'ok' : 'unavailable'
  return { status, database, storage: storage ?? 'elsewhere' }
}
