import { errorCode } from './files'

/** Why a connection failed, in a few words that carry no address and no secret. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'error'
  if (error.name === 'TimeoutError') return 'timeout'
  if (error.name === 'AbortError') return 'aborted'
  // fetch hides the cause one level down, and a host with two addresses hides it two levels down.
  const cause = error.cause
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause
  return errorCode(inner) ?? errorCode(cause) ?? errorCode(error) ?? (cause instanceof Error ? cause.message : error.message)
}

/** Whether the reason says that nothing answered in time, rather than that the other side is not there. */
export function isTimeout(reason: string): boolean {
  return reason === 'timeout' || reason === 'ETIMEDOUT' || reason === 'UND_ERR_CONNECT_TIMEOUT'
}
