import { z } from 'zod'
import { MAX_CONFIG_CHARACTERS } from '@/lib/agent-protocol/schema'
import { emailAddress, line } from '@/lib/text'

const kitId = z.uuid()
const config = z.string().max(MAX_CONFIG_CHARACTERS)

/** What the editor sends. `stamp` is the draft that the person saw, '' where there was none; `icon` null keeps the one in place. */
export const saveKitDraftSchema = z.object({
  resellerId: z.uuid(),
  stamp: z.string().max(100),
  productName: line(80),
  accentColor: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'is not a colour such as #0a7b91'),
  supportEmail: emailAddress.nullable(),
  supportPhone: line(40).nullable(),
  supportUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  linux: config,
  macos: config,
  windows: config,
  icon: z.union([z.instanceof(Buffer), z.literal('remove')]).nullable(),
})

/** `stamp` is the draft as it was looked at: what is published is what was seen. */
export const publishKitSchema = z.object({ kitId, stamp: z.string().max(100) })
export const withdrawKitSchema = z.object({ kitId })
export const deleteKitDraftSchema = z.object({ kitId })

export type SaveKitDraft = z.infer<typeof saveKitDraftSchema>
export type PublishKit = z.infer<typeof publishKitSchema>
export type WithdrawKit = z.infer<typeof withdrawKitSchema>
export type DeleteKitDraft = z.infer<typeof deleteKitDraftSchema>
