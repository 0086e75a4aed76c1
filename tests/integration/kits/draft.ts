import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { withSystem } from '@/db/client'
import { kits } from '@/db/schema'
import type { SystemActor, UserActor } from '@/lib/auth/types'
import { publishKit, saveKitDraft } from '@/lib/kits/commands'
import type { SaveKitDraft } from '@/lib/kits/schema'
import { setKitSources } from '@/lib/kits/sources'
import { startingConfigs } from '@/lib/kits/starting-configs'
import { must } from '@/tests/support/cast'

export const NOW = new Date('2026-11-22T10:00:00Z')
export const MARK = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 19 10 7l4 6z"/></svg>')

/** What the editor sends for a first version. */
export const draftOf = (resellerId: string, values: Partial<SaveKitDraft> = {}): SaveKitDraft => ({
  resellerId,
  stamp: '',
  productName: 'Alpine Backup',
  accentColor: '#007a8f',
  supportEmail: 'help@alpine.test',
  supportPhone: null,
  supportUrl: null,
  ...startingConfigs,
  icon: null,
  ...values,
})

/** The version as it stands, and the mark that a form about it carries. */
export async function stampOf(kitId: string): Promise<string> {
  const [row] = await withSystem('tests', (tx) =>
    tx
      .select({ stamp: sql<string>`${kits.updatedAt}::text` })
      .from(kits)
      .where(eq(kits.id, kitId)),
  )
  return row?.stamp ?? ''
}

/** Saves a draft and publishes it; answers its id. */
export async function published(actor: UserActor | SystemActor, resellerId: string, values: Partial<SaveKitDraft> = {}): Promise<string> {
  const { kitId } = must(await saveKitDraft(actor, draftOf(resellerId, values), NOW))
  must(await publishKit(actor, { kitId, stamp: await stampOf(kitId) }, NOW))
  return kitId
}

/** Tells the kits of a test file what they are made of: the scripts as they are, and a small agent. */
export function tellOfSmallAgent(folder: string, agentVersion = '9.8.7'): void {
  const agentPath = join(folder, 'agent.mjs')
  writeFileSync(agentPath, '#!/usr/bin/env node\nconsole.log("agent")\n')
  setKitSources({ agentPath, scriptsPath: join(process.cwd(), 'agent/kit'), agentVersion })
}
