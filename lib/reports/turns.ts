/** Documents are drawn in the process's only thread: so many at once, one of an account, and the others in turn. */
const MOST_AT_ONCE = 2
/** More of an account than anybody opens at once are a loop, and are refused. */
const MOST_WAITING = 10

type Waiting = { resellerId: string; begin: () => void }
type Turns = { drawing: Set<string>; waiting: Waiting[] }

// Shared by the two module graphs of one process, as they share its thread.
const shared = globalThis as typeof globalThis & { portalDocumentTurns?: Turns }

/**
 * Runs `work`, which draws a document for an account, when it is its turn, and answers what it does; `too_many` when as many of the account
 * wait already, or `gone` when the signal fires before its turn has come.
 */
export async function inTurn<T>(
  resellerId: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T | 'too_many' | 'gone'> {
  shared.portalDocumentTurns ??= { drawing: new Set(), waiting: [] }
  const turns = shared.portalDocumentTurns
  if (turns.waiting.filter((other) => other.resellerId === resellerId).length >= MOST_WAITING) return 'too_many'
  if (!(await comesUp(turns, resellerId, signal))) return 'gone'
  try {
    return await work()
  } finally {
    turns.drawing.delete(resellerId)
    beginNext(turns)
  }
}

function comesUp(turns: Turns, resellerId: string, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const waiting: Waiting = {
      resellerId,
      begin() {
        signal?.removeEventListener('abort', giveUp)
        resolve(true)
      },
    }
    const giveUp = () => {
      turns.waiting.splice(turns.waiting.indexOf(waiting), 1)
      resolve(false)
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    turns.waiting.push(waiting)
    beginNext(turns)
  })
}

function beginNext({ drawing, waiting }: Turns): void {
  if (drawing.size >= MOST_AT_ONCE) return
  const at = waiting.findIndex(({ resellerId }) => !drawing.has(resellerId))
  const [next] = at < 0 ? [] : waiting.splice(at, 1)
  if (!next) return
  drawing.add(next.resellerId)
  next.begin()
}
