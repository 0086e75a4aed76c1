import { mint, type SystemActor } from './types'

/** The platform itself, for jobs and the command line; `name` is what the audit log shows. */
export const systemActor = (name: string): SystemActor => mint<SystemActor>({ kind: 'system', scope: { kind: 'system' }, name })
