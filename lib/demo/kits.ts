import { and, desc, eq, isNull } from 'drizzle-orm'
import { withActor } from '@/db/client'
import { kits, resellers } from '@/db/schema'
import type { SystemActor } from '@/lib/auth/types'
import { publishKit, saveKitDraft } from '@/lib/kits/commands'
import { kitHome, kitStamp } from '@/lib/kits/kit-row'
import { startingConfigs } from '@/lib/kits/starting-configs'
import { DEMO_KIT } from './cast'

/**
 * Publishes the demo's one kit, of Alpes, unless one is published; and again where the demo has moved to another port, or its install
 * commands would lead nowhere. What people have made of it meanwhile stays.
 */
export async function refreshDemoKit(actor: SystemActor, now: Date): Promise<void> {
  const { icon, reseller, ...content } = DEMO_KIT
  const found = await withActor(actor, async (tx) => {
    const [row] = await tx.select({ id: resellers.id }).from(resellers).where(eq(resellers.name, reseller))
    if (!row) return null
    const [latest] = await tx.select().from(kits).where(eq(kits.resellerId, row.id)).orderBy(desc(kits.version)).limit(1)
    return { resellerId: row.id, latest, portal: (await kitHome(tx, row.id)).portal }
  })
  if (!found || (found.latest && (found.latest.publishedBy !== actor.name || found.latest.portalUrl === found.portal))) return
  const { resellerId } = found
  const saved = await saveKitDraft(actor, { ...content, ...startingConfigs, resellerId, stamp: '', icon: Buffer.from(icon) }, now)
  if (!saved.ok) throw new Error(`the demo's kit could not be made: ${saved.reason}`)
  const [draft] = await withActor(actor, (tx) =>
    tx
      .select({ kitId: kits.id, stamp: kitStamp })
      .from(kits)
      .where(and(eq(kits.resellerId, resellerId), isNull(kits.publishedAt))),
  )
  if (draft) await publishKit(actor, draft, now)
}
