import type { UserActor } from '@/lib/auth/types'
import { listBackupStates } from '@/lib/backups/queries'
import { listControlRoomMachines } from '@/lib/control-room/queries'
import { log } from '@/lib/log'
import { type Change, listChanges } from './queries'

export type LiveEvent = { type: 'machines' | 'backups'; data: unknown[] }
export type Listener = { event: (event: LiveEvent) => void; close: () => void }

/** Of one session, more than anybody has windows: the oldest, which makes room for a further one, would come back and push another out. */
export const MAX_LISTENERS = 100
const POLL_MILLISECONDS = 1_000
/** A row becomes visible at its commit, which may be later than the time it carries: so much is looked at again. */
const OVERLAP_MILLISECONDS = 10_000

type Watch = { actor: UserActor; listeners: Set<Listener>; sent: Map<string, string>; since: number; timer?: NodeJS.Timeout }
/** `sessions` names the listeners of each session, oldest first, with how each is let go. */
type Hub = { watches: Map<string, Watch>; sessions: Map<string, Map<Listener, () => void>>; closed: boolean }

// The front door closes the streams that Next's bundle opened: both reach the hub through the global object.
const shared = globalThis as typeof globalThis & { portalHub?: Hub }
const hub = (): Hub => {
  shared.portalHub ??= { watches: new Map(), sessions: new Map(), closed: false }
  return shared.portalHub
}

/** What an actor sees, as a key: viewers who see the same share one poll of the database. */
export const scopeKey = ({ scope }: UserActor): string =>
  `${scope.resellerId}:${scope.spaceIds === 'all' ? '*' : [...scope.spaceIds].sort().join(',')}`

/** Tells `listener` of each change in the actor's spaces until the answer is called. Polls only while somebody listens. */
export function subscribe(actor: UserActor, listener: Listener): () => void {
  const { watches, sessions, closed } = hub()
  if (closed) {
    listener.close()
    return () => {}
  }
  const key = scopeKey(actor)
  const watch: Watch = watches.get(key) ?? { actor, listeners: new Set(), sent: new Map(), since: Date.now() }
  if (!watches.has(key)) {
    watches.set(key, watch)
    schedule(watch)
  }
  watch.listeners.add(listener)
  // Who joins read its page before what the others have been told of last: that is told again.
  watch.sent = new Map()
  const own = sessions.get(actor.sessionId) ?? new Map<Listener, () => void>()
  sessions.set(actor.sessionId, own)
  const leave = () => {
    own.delete(listener)
    if (own.size === 0 && sessions.get(actor.sessionId) === own) sessions.delete(actor.sessionId)
    watch.listeners.delete(listener)
    if (watch.listeners.size > 0) return
    clearTimeout(watch.timer)
    if (watches.get(key) === watch) watches.delete(key)
  }
  own.set(listener, leave)
  if (own.size > MAX_LISTENERS) closeOldest(own)
  return leave
}

function closeOldest(own: Map<Listener, () => void>): void {
  const [oldest] = own
  if (!oldest) return
  const [listener, leave] = oldest
  leave()
  listener.close()
}

/** Ends all streams; without it a stop would wait for the browsers. */
export function closeHub(): void {
  const current = hub()
  current.closed = true
  for (const watch of current.watches.values()) {
    clearTimeout(watch.timer)
    for (const listener of watch.listeners) listener.close()
  }
  current.watches.clear()
}

function schedule(watch: Watch): void {
  watch.timer = setTimeout(async () => {
    await look(watch).catch((error: unknown) => log.warn({ err: error }, 'live look failed'))
    if (watch.listeners.size > 0 && !hub().closed) schedule(watch)
  }, POLL_MILLISECONDS)
}

async function look(watch: Watch): Promise<void> {
  const startedAt = Date.now()
  const changes = await listChanges(watch.actor, new Date(watch.since - OVERLAP_MILLISECONDS))
  const machineIds = unsent(watch, changes.machines)
  const backupIds = unsent(watch, changes.backups)
  watch.since = startedAt
  watch.sent = new Map([...changes.machines, ...changes.backups].map(({ id, version }) => [id, version]))
  if (machineIds.length > 0) emit(watch, { type: 'machines', data: await listControlRoomMachines(watch.actor, machineIds) })
  if (backupIds.length > 0) emit(watch, { type: 'backups', data: await listBackupStates(watch.actor, backupIds) })
}

const unsent = (watch: Watch, changes: Change[]): string[] =>
  changes.filter(({ id, version }) => watch.sent.get(id) !== version).map(({ id }) => id)

function emit(watch: Watch, event: LiveEvent): void {
  for (const listener of watch.listeners) listener.event(event)
}
