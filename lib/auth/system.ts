import { mint, type SystemActor } from './types'

/** The platform itself, for jobs and the command line; `name` is what the audit log shows, `address` where it was asked from. */
export const systemActor = (name: string, address: string | null = null): SystemActor =>
  mint<SystemActor>({ kind: 'system', scope: { kind: 'system' }, name, address })
