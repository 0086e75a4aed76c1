import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KIT_CONFIG_FILE, KIT_FILE, type KitFile, kitFileSchema } from '@/lib/agent-protocol/kit'
import { readIfThere } from './files'
import type { Lang } from './messages'
import { parseObject } from './text'

const folder = dirname(fileURLToPath(import.meta.url))
let known: KitFile | null | undefined

/** The kit that this agent came with, from the file beside it; null for an agent on its own, and for a file that was damaged. */
export function findKit(): KitFile | null {
  known ??= kitFileSchema.safeParse(parseObject(readBeside(KIT_FILE) ?? '')).data ?? null
  return known
}

/** The configuration that the kit proposes for a machine without any; null when it has none. */
export const findKitConfig = (): string | null => (findKit() ? readBeside(KIT_CONFIG_FILE) : null)

/** The language of an agent that was asked for none. */
export const defaultLang = (): Lang => findKit()?.locale ?? 'fr'

/** `Alpes Sauvegarde: aide@alpes.example, +33 ...`; null when the kit names nobody. */
export function supportContacts(kit: KitFile | null): string | null {
  const contacts = kit ? [kit.support.email, kit.support.phone, kit.support.url].filter((contact) => contact !== null) : []
  return contacts.length > 0 ? contacts.join(', ') : null
}

function readBeside(name: string): string | null {
  try {
    return readIfThere(join(folder, name))
  } catch {
    return null
  }
}
