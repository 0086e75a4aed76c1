import { withActor } from '@/db/client'
import { brandHosts } from '@/db/schema'
import { audit } from '@/lib/audit/commands'
import type { OperatorActor, SystemActor } from '@/lib/auth/types'
import { fail, ok, type Result } from '@/lib/errors'

/** Makes a brand answer on a host. Whoever runs the platform vouches for it, so it counts as verified (requirements A1). */
export function addHost(
  actor: OperatorActor | SystemActor,
  input: { brandId: string; host: string },
  now: Date,
): Promise<Result<void, 'host_taken'>> {
  return withActor(actor, async (tx) => {
    const [row] = await tx
      .insert(brandHosts)
      .values({ ...input, verifiedAt: now })
      .onConflictDoNothing()
      .returning({ id: brandHosts.id })
    if (!row) return fail('host_taken')
    await audit(tx, actor, 'host.added', { kind: 'brand', id: input.brandId, name: input.host, resellerId: null })
    return ok(undefined)
  })
}
