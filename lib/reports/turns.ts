import { fail, ok, type Result } from '@/lib/errors'
import { emptyLine, type Line, standInLine } from '@/lib/line'

/** Documents are drawn in the process's only thread: so many at once, one of an account, and the others in turn. */
const MOST_AT_ONCE = 2
/** More of an account than anybody opens at once are a loop, and are refused. */
const MOST_WAITING = 10

// Shared by the two module graphs of one process, as they share its thread.
const shared = globalThis as typeof globalThis & { portalDocumentTurns?: Line<string> }

const isTurnOf = (resellerId: string, drawing: readonly string[]): boolean => drawing.length < MOST_AT_ONCE && !drawing.includes(resellerId)

/**
 * Runs `work`, which draws a document for an account, when it is its turn; `too_many` when as many of the account wait already, `gone` when
 * the signal fires before its turn has come.
 */
export async function inTurn<T>(
  resellerId: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<Result<T, 'too_many' | 'gone'>> {
  shared.portalDocumentTurns ??= emptyLine()
  const line = shared.portalDocumentTurns
  if (line.waiting.filter(({ who }) => who === resellerId).length >= MOST_WAITING) return fail('too_many')
  const leave = await standInLine(line, resellerId, isTurnOf, signal)
  if (!leave) return fail('gone')
  try {
    return ok(await work())
  } finally {
    leave()
  }
}
