/** What the user can cause and mend comes back as a value; everything else is thrown and mapped once per door. */
export type Result<T, Reason extends string = never> = { ok: true; value: T } | { ok: false; reason: Reason }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = <Reason extends string>(reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason })

/** Not there, or not the actor's: the two look alike from outside (404). */
export class NotFoundError extends Error {
  override name = 'NotFoundError'
}

/** The actor's, but the actor may not (403). */
export class ForbiddenError extends Error {
  override name = 'ForbiddenError'
}

/** Throws ForbiddenError unless `permitted`; takes the answer of a policy. */
export function allow(permitted: boolean): void {
  if (!permitted) throw new ForbiddenError('not permitted')
}

/** The row, or NotFoundError naming `what` was looked for. */
export function found<T>(row: T | undefined | null, what: string): T {
  if (row === undefined || row === null) throw new NotFoundError(`${what} not found`)
  return row
}
