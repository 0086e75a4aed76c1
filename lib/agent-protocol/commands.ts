import { z } from 'zod'

/** What the portal can ask of an agent (design.md, Agent protocol v1). */
export const commandKinds = ['backup_now', 'cancel', 'restore'] as const
export type CommandKind = (typeof commandKinds)[number]

/** What an agent answers. `unsupported`: its version does not know the kind. `detail` beside it is a sentence in its own language. */
export const commandStatuses = ['running', 'done', 'failed', 'cancelled', 'expired', 'unsupported'] as const
export type CommandStatus = (typeof commandStatuses)[number]

/** A command as it travels in a poll's answer: its payload stands beside these. */
export const commandSchema = z.looseObject({ id: z.string(), kind: z.string(), expiresAt: z.iso.datetime().optional() })
export type Command = z.infer<typeof commandSchema>

/** What `cancel` stops: one backup that runs, or what another command has begun; never whatever happens to run when it arrives. */
export const cancelPayloadSchema = z.union([z.object({ backupId: z.uuid() }), z.object({ commandId: z.uuid() })])
