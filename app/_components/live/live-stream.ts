export type LiveState = 'connecting' | 'connected' | 'reconnecting'
export type LiveType = 'machines' | 'backups'
export type Subscriber = {
  event: (type: LiveType, data: unknown[]) => void
  /** The stream was away for a while: whatever happened meanwhile has to be read anew. */
  gap: () => void
  state: (state: LiveState) => void
}

const RETRY_MILLISECONDS = 3000
/** A page subscribes a moment after the server has rendered it: what came in between is told again. */
const MEMORY_MILLISECONDS = 10_000

const subscribers = new Set<Subscriber>()
let recent: { type: LiveType; data: unknown[]; at: number }[] = []
let source: EventSource | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let wasReady = false
let state: LiveState = 'connecting'

/** Listens to the account's live stream until the answer is called. All of a page share one: browsers allow six a host. */
export function subscribeLive(subscriber: Subscriber): () => void {
  subscribers.add(subscriber)
  if (subscribers.size === 1) {
    document.addEventListener('visibilitychange', followVisibility)
    followVisibility()
  }
  subscriber.state(state)
  const since = performance.now() - MEMORY_MILLISECONDS
  for (const { type, data, at } of recent) if (at > since) subscriber.event(type, data)
  return () => {
    subscribers.delete(subscriber)
    if (subscribers.size > 0) return
    document.removeEventListener('visibilitychange', followVisibility)
    close()
    recent = []
    wasReady = false
    state = 'connecting'
  }
}

function open(): void {
  clearTimeout(timer)
  source = new EventSource('/api/events')
  source.addEventListener('machines', (event) => hear('machines', event))
  source.addEventListener('backups', (event) => hear('backups', event))
  source.addEventListener('ready', () => {
    if (wasReady) for (const subscriber of subscribers) subscriber.gap()
    wasReady = true
    say('connected')
  })
  source.addEventListener('error', () => {
    say('reconnecting')
    // An answer other than 200 ends an EventSource for good, and a restart of the server is one.
    if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MILLISECONDS)
  })
}

function close(): void {
  clearTimeout(timer)
  source?.close()
  source = undefined
}

// A tab out of sight lets go of its stream.
function followVisibility(): void {
  if (document.hidden) close()
  else if (!source) open()
}

function hear(type: LiveType, event: MessageEvent<string>): void {
  const data: unknown[] = JSON.parse(event.data)
  const now = performance.now()
  recent = [...recent.filter(({ at }) => at > now - MEMORY_MILLISECONDS), { type, data, at: now }]
  for (const subscriber of subscribers) subscriber.event(type, data)
}

function say(next: LiveState): void {
  state = next
  for (const subscriber of subscribers) subscriber.state(next)
}
