import type { ErrorCode, ErrorResponse } from '@/lib/agent-protocol/schema'

type Issue = { path: string; message: string }

const STATUS: Record<ErrorCode, number> = {
  unknown_key: 401,
  contract_suspended: 403,
  not_found: 404,
  too_large: 413,
  invalid: 422,
  too_many: 429,
  unavailable: 503,
}

/** Ends a request of an agent with one of the protocol's errors. `retryAfter` in seconds. */
export class AgentApiError extends Error {
  override name = 'AgentApiError'
  readonly status: number

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: { issues?: Issue[]; retryAfter?: number } = {},
  ) {
    super(message)
    this.status = STATUS[code]
  }

  get body(): ErrorResponse {
    return { error: { code: this.code, message: this.message, ...(this.extra.issues && { issues: this.extra.issues }) } }
  }
}

export const unknownKey = () => new AgentApiError('unknown_key', 'This identification key is not known here.')
export const contractSuspended = () =>
  new AgentApiError('contract_suspended', 'The contract of this machine is suspended: backups are refused until it is reactivated.')
export const unavailable = () =>
  new AgentApiError('unavailable', 'The portal cannot reach its database. Try again shortly.', { retryAfter: 5 })
