import { withSystem } from '@/db/client'
import { contracts, machines } from '@/db/schema'
import { systemActor } from '@/lib/auth/system'
import { addBrand } from '@/lib/brands/commands'
import { createIdentificationKey } from '@/lib/crypto/identification-key'
import { seededRandom } from '@/lib/demo/random'
import { addHost } from '@/lib/hosts/commands'
import { machineSecrets } from '@/lib/machines/commands'
import { addReseller } from '@/lib/resellers/commands'
import { addUser } from '@/lib/users/commands'
import { HOST } from './installation'

export const PASSWORD = 'a password for measuring'
const CHUNK = 1_000
const DAY = 86_400_000

export type Fleet = { brandId: string; resellerId: string; spaceId: string; keys: string[]; machineIds: string[] }

/** One reseller with an administrator `bench` and a fleet of machines registered over three years, in all states. */
export async function makeFleet(machineCount: number, contractCount: number): Promise<Fleet> {
  const actor = systemActor('bench')
  const { brandId } = must(await addBrand(actor, { slug: 'bench', productName: 'Bench', accentColor: '#007a8f' }))
  must(await addHost(actor, { brandId, host: HOST }, new Date()))
  const facts = { name: 'Bench', product: 'business', pack: 'control_room', alertEmail: 'a@bench.test', spaceName: 'All' } as const
  const reseller = must(await addReseller(actor, { ...facts, brandId, ownsBrand: true, allocatedBytes: 1e14, spaceBytes: 1e14 }))
  const { resellerId, spaceId } = reseller
  must(
    await addUser(actor, {
      brandId,
      resellerId,
      userName: 'bench',
      displayName: 'Bench',
      email: 'b@bench.test',
      password: PASSWORD,
      role: 'administrator',
    }),
  )

  const random = seededRandom('bench')
  const keys = Array.from({ length: machineCount }, createIdentificationKey)
  const machineIds = await withSystem('bench', async (tx) => {
    const titles = Array.from({ length: contractCount }, (_, index) => ({
      resellerId,
      spaceId,
      title: `Client ${index + 1}`,
      clientEmail: `client${index}@bench.test`,
      subscribedBytes: random.between(50, 500) * 1e9,
    }))
    const contractIds = (await tx.insert(contracts).values(titles).returning({ id: contracts.id })).map(({ id }) => id)
    const rows = keys.map((key, index) => {
      const age = random.chance(0.8) ? random.between(0, DAY) : random.between(0, 30 * DAY)
      const registeredAt = new Date(Date.now() - random.between(0, 3 * 365) * DAY)
      const never = random.chance(0.02)
      return {
        id: random.uuidv7(registeredAt.getTime() + random.between(0, DAY)),
        resellerId,
        spaceId,
        contractId: contractIds[index % contractCount] ?? '',
        name: `PC-${index + 1}`,
        ...machineSecrets(key),
        registeredAt,
        lastBackupAt: never ? null : new Date(Date.now() - age),
        lastOutcome: never ? null : ('success' as const),
        storedBytes: never ? 0 : random.between(1, 60) * 1e9 + random.between(0, 1e9),
      }
    })
    for (let from = 0; from < rows.length; from += CHUNK) await tx.insert(machines).values(rows.slice(from, from + CHUNK))
    return rows.map(({ id }) => id)
  })
  return { brandId, resellerId, spaceId, keys, machineIds }
}

function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (result.ok) return result.value
  throw new Error(result.reason)
}
