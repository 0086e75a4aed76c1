import { and, desc, eq, isNull } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { kitArchives, kits, resellers } from '@/db/schema'
import { parseAgentConfig } from '@/lib/agent-protocol/config'
import { audit } from '@/lib/audit/commands'
import type { SystemActor, UserActor } from '@/lib/auth/types'
import { allow, fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { buildArchive } from './archive'
import { type IconRefusal, parseIcon } from './icon'
import { iconOf, type KitRow, kitColumns, kitFacts, kitHome } from './kit-row'
import { kitPlatforms } from './platforms'
import { canManageKits } from './policy'
import type { DeleteKitDraft, PublishKit, SaveKitDraft, WithdrawKit } from './schema'
import { readKitSources } from './sources'
import { kitState } from './state'
import type { KitIcon, KitPlatform } from './types'

type KitManager = UserActor | SystemActor

export type SaveKitDraftResult =
  | { ok: true; value: { kitId: string; version: number } }
  | { ok: false; reason: 'changed_meanwhile' | IconRefusal }
  | { ok: false; reason: 'invalid_config'; platform: KitPlatform; detail: string; line: number | null }

/**
 * Keeps the next version of a reseller's kit, which nobody is offered before it is published (requirements F1). A configuration that
 * no agent could read, or an icon that could do harm, is refused and nothing is stored. Throws NotFoundError, ForbiddenError.
 */
export function saveKitDraft(actor: KitManager, input: SaveKitDraft, now: Date): Promise<SaveKitDraftResult> {
  const { resellerId, stamp, linux, macos, windows, icon, ...values } = input
  return withActor(actor, async (tx): Promise<SaveKitDraftResult> => {
    await findReseller(tx, resellerId)
    allow(canManageKits(actor))
    const configs = { linux, macos, windows }
    const unreadable = findUnreadable(configs)
    if (unreadable) return unreadable
    const [latest] = await lockKits(tx, resellerId)
    const draft = latest && kitState(latest.kit) === 'draft' ? latest : undefined
    if ((draft?.stamp ?? '') !== stamp) return fail('changed_meanwhile')
    const chosen = chooseIcon(icon, latest)
    if (!chosen.ok) return chosen
    const row = { ...values, configs, ...iconColumns(chosen.value), savedBy: nameOf(actor), updatedAt: now }
    const saved = draft
      ? await change(tx, draft.kit.id, row)
      : await add(tx, { ...row, resellerId, version: (latest?.kit.version ?? 0) + 1 })
    if (!saved) return fail('changed_meanwhile')
    await audit(tx, actor, 'kit.saved', subject(saved), { version: saved.version })
    return ok({ kitId: saved.id, version: saved.version })
  })
}

/**
 * Offers a version to whoever downloads from now on, in place of the one offered before; the first time its archives are built and
 * kept (requirements F1, F2). Throws NotFoundError, ForbiddenError.
 */
export function publishKit(
  actor: KitManager,
  input: PublishKit,
  now: Date,
): Promise<Result<void, 'already_published' | 'changed_meanwhile'>> {
  return withActor(actor, async (tx) => {
    const { resellerId } = await findKit(tx, input.kitId)
    allow(canManageKits(actor))
    const rows = await lockKits(tx, resellerId)
    const row = found(
      rows.find(({ kit }) => kit.id === input.kitId),
      'kit',
    )
    const { kit } = row
    if (kitState(kit) === 'published') return fail('already_published')
    if (row.stamp !== input.stamp) return fail('changed_meanwhile')
    const offered = rows.find((other) => kitState(other.kit) === 'published')
    if (offered) await change(tx, offered.kit.id, { retiredAt: now })
    const built = kit.publishedAt ? {} : await build(tx, row, { publishedAt: now, publishedBy: nameOf(actor) })
    await change(tx, kit.id, { ...built, retiredAt: null })
    await audit(tx, actor, 'kit.published', subject(kit), { version: kit.version, replaces: offered?.kit.version ?? null })
    return ok(undefined)
  })
}

/** Stops offering the published version; nobody is offered any until one is published. Throws NotFoundError, ForbiddenError. */
export function withdrawKit(actor: KitManager, { kitId }: WithdrawKit, now: Date): Promise<Result<void, 'not_published'>> {
  return withActor(actor, async (tx) => {
    const kit = await lockKit(tx, kitId)
    allow(canManageKits(actor))
    if (kitState(kit) !== 'published') return fail('not_published')
    await change(tx, kit.id, { retiredAt: now })
    await audit(tx, actor, 'kit.withdrawn', subject(kit), { version: kit.version })
    return ok(undefined)
  })
}

/** Gives up a version that was never published. Throws NotFoundError, ForbiddenError. */
export function deleteKitDraft(actor: KitManager, { kitId }: DeleteKitDraft): Promise<Result<void, 'not_a_draft'>> {
  return withActor(actor, async (tx) => {
    const kit = await lockKit(tx, kitId)
    allow(canManageKits(actor))
    if (kitState(kit) !== 'draft') return fail('not_a_draft')
    await tx.delete(kits).where(and(eq(kits.id, kit.id), isNull(kits.publishedAt)))
    await audit(tx, actor, 'kit.deleted', subject(kit), { version: kit.version })
    return ok(undefined)
  })
}

type Kit = KitRow['kit']

function findUnreadable(configs: Record<KitPlatform, string>): Extract<SaveKitDraftResult, { reason: 'invalid_config' }> | null {
  for (const platform of kitPlatforms) {
    const parsed = parseAgentConfig(configs[platform])
    if (!parsed.ok) return { ok: false, reason: 'invalid_config', platform, detail: parsed.error, line: parsed.problems[0]?.line ?? null }
  }
  return null
}

/** The icon that was sent, none, or the one of the newest version. */
function chooseIcon(icon: SaveKitDraft['icon'], latest: KitRow | undefined): Result<KitIcon | null, IconRefusal> {
  if (Buffer.isBuffer(icon)) return parseIcon(icon)
  return ok(icon === 'remove' || !latest ? null : iconOf(latest.kit))
}

async function findReseller(tx: Tx, resellerId: string): Promise<void> {
  const [row] = await tx.select({ id: resellers.id }).from(resellers).where(eq(resellers.id, resellerId))
  found(row, 'reseller')
}

async function findKit(tx: Tx, kitId: string): Promise<{ resellerId: string }> {
  const [row] = await tx
    .select({ resellerId: kits.resellerId })
    .from(kits)
    .where(eq(kits.id, parseId(kitId, 'kit')))
  return found(row, 'kit')
}

/** All versions of a reseller, the newest first, so that two people at once cannot both publish. */
const lockKits = (tx: Tx, resellerId: string): Promise<KitRow[]> =>
  tx.select(kitColumns).from(kits).where(eq(kits.resellerId, resellerId)).orderBy(desc(kits.version)).for('update')

async function lockKit(tx: Tx, kitId: string): Promise<Kit> {
  const [kit] = await tx
    .select()
    .from(kits)
    .where(eq(kits.id, parseId(kitId, 'kit')))
    .for('update')
  return found(kit, 'kit')
}

async function add(tx: Tx, row: typeof kits.$inferInsert): Promise<Kit | undefined> {
  const [kit] = await tx.insert(kits).values(row).onConflictDoNothing().returning()
  return kit
}

async function change(tx: Tx, kitId: string, values: Partial<Kit>): Promise<Kit | undefined> {
  const [kit] = await tx.update(kits).set(values).where(eq(kits.id, kitId)).returning()
  return kit
}

type Publication = Pick<Kit, 'publishedAt' | 'publishedBy'>

/** Builds and keeps the archives; answers what they were built with. */
async function build(tx: Tx, { kit }: KitRow, publication: Publication): Promise<Partial<Kit>> {
  const home = await kitHome(tx, kit.resellerId)
  const facts = kitFacts(kit, home)
  let agentVersion = ''
  for (const platform of kitPlatforms) {
    const sources = await readKitSources(platform)
    agentVersion = sources.agentVersion
    const archive = await buildArchive(facts, platform, sources)
    await tx.insert(kitArchives).values({ ...archive, resellerId: kit.resellerId, kitId: kit.id })
  }
  return { ...publication, agentVersion, portalUrl: home.portal }
}

const iconColumns = (icon: KitIcon | null) => ({ iconType: icon?.type ?? null, icon: icon?.body ?? null })
const nameOf = (actor: KitManager): string => (actor.kind === 'user' ? actor.displayName : actor.name)
const subject = ({ id, productName, resellerId }: Kit) => ({ kind: 'kit' as const, id, name: productName, resellerId })
