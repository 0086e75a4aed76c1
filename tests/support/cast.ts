import { signIn } from '@/lib/auth/commands'
import { findSessionActor } from '@/lib/auth/queries'
import { systemActor } from '@/lib/auth/system'
import type { UserActor } from '@/lib/auth/types'
import { addBrand } from '@/lib/brands/commands'
import { addContract } from '@/lib/contracts/commands'
import { addHost } from '@/lib/hosts/commands'
import type { Brand } from '@/lib/hosts/types'
import { addMachine } from '@/lib/machines/commands'
import { addReseller } from '@/lib/resellers/commands'
import { addSpace } from '@/lib/spaces/commands'
import { addUser } from '@/lib/users/commands'

export const PASSWORD = 'correct horse battery'
export const system = systemActor('tests')
const GIGABYTE = 1e9

export type CastMachine = { machineId: string; identificationKey: string }
export type Cast = {
  /** The brand of Alice, Bob and Berthe, on admin.alpine.test. */
  alpine: Brand
  /** The brand of Carol, on admin.other.test. */
  other: Brand
  resellerId: string
  /** Spaces of Alice's reseller: she sees both, Bob only `east`. */
  spaces: { west: string; east: string }
  /** One contract in each space of Alice's reseller, and one of Carol's. */
  contracts: { west: string; east: string; carols: string }
  machines: { west: CastMachine; east: CastMachine; carols: CastMachine }
  /** Administrator of the reseller with all rights. */
  alice: UserActor
  /** Member of space `east` with no rights. */
  bob: UserActor
  /** Member of space `west` with all rights. */
  berthe: UserActor
  /** Administrator of another reseller on another brand. */
  carol: UserActor
}

const ALL = { kits: true, configure: true, restore: true, comment: true }

/** The fixed cast of the integration tests, made by the product's own commands. Call it in beforeAll, once for a database. */
export async function makeCast(): Promise<Cast> {
  const alpine = await addBrandWithHost('alpine')
  const other = await addBrandWithHost('other')
  const { resellerId, spaceId: west } = await reseller(alpine, 'business')
  alpine.resellerId = resellerId
  const east = must(await addSpace(system, { resellerId, name: 'East', allocatedBytes: 400 * GIGABYTE })).spaceId
  const carols = await reseller(other, 'pro')
  other.resellerId = carols.resellerId
  await user(alpine, resellerId, 'alice', 'administrator')
  await user(alpine, resellerId, 'bob', 'member', [east], false)
  await user(alpine, resellerId, 'berthe', 'member', [west])
  await user(other, carols.resellerId, 'carol', 'administrator')
  const contracts = {
    west: await contract(west, 'Bakery'),
    east: await contract(east, 'Garage'),
    carols: await contract(carols.spaceId, 'Harbour'),
  }
  return {
    alpine,
    other,
    resellerId,
    spaces: { west, east },
    contracts,
    machines: { west: await machine(contracts.west), east: await machine(contracts.east), carols: await machine(contracts.carols) },
    alice: await signedIn(alpine, 'alice'),
    bob: await signedIn(alpine, 'bob'),
    berthe: await signedIn(alpine, 'berthe'),
    carol: await signedIn(other, 'carol'),
  }
}

/** The actor of a fresh session, as a browser would get it. */
export async function signedIn(onBrand: Brand, userName: string): Promise<UserActor> {
  const origin = { now: new Date(), address: '203.0.113.7', userAgent: 'tests' }
  const { sessionId } = must(await signIn(onBrand, { userName, password: PASSWORD }, origin))
  const actor = await findSessionActor({ sessionId, brandId: onBrand.id }, onBrand, { now: new Date(), address: origin.address })
  if (actor?.kind !== 'user') throw new Error(`${userName} is no user`)
  return actor
}

/** The value of a command that has to succeed here. */
export function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (result.ok) return result.value
  throw new Error(`refused: ${result.reason}`)
}

/** A brand on `admin.<slug>.test` that nobody owns. */
export async function addBrandWithHost(slug: string): Promise<Brand> {
  const { brandId } = must(await addBrand(system, { slug, productName: `${slug} backup`, accentColor: '#007a8f' }))
  const host = `admin.${slug}.test`
  must(await addHost(system, { brandId, host }, new Date()))
  const shown = { supportEmail: null, supportPhone: null, supportUrl: null, logo: null, favicon: null, locale: 'fr' as const }
  return { id: brandId, resellerId: null, slug, audience: 'portal', productName: `${slug} backup`, accentColor: '#007a8f', ...shown }
}

async function reseller(of: Brand, product: 'pro' | 'business') {
  return must(
    await addReseller(system, {
      brandId: of.id,
      ownsBrand: true,
      name: `${of.slug} reseller`,
      product,
      pack: 'control_room',
      allocatedBytes: 1000 * GIGABYTE,
      alertEmail: `alerts@${of.slug}.test`,
      spaceName: 'West',
      spaceBytes: 500 * GIGABYTE,
    }),
  )
}

/** A reseller of Kiwi Online under a brand of its own, with the one space of its product. */
export async function addOnlineReseller(): Promise<{ resellerId: string; spaceId: string }> {
  const { brandId } = must(await addBrand(system, { slug: 'online', productName: 'Online', accentColor: '#0a7b91' }))
  const facts = { brandId, ownsBrand: false, name: 'Online', product: 'online' as const, pack: 'statistics' as const }
  const volumes = { allocatedBytes: 100 * GIGABYTE, spaceBytes: 100 * GIGABYTE, spaceName: 'Main', alertEmail: 'alerts@online.test' }
  return must(await addReseller(system, { ...facts, ...volumes }))
}

async function user(
  of: Brand,
  resellerId: string,
  userName: string,
  role: 'administrator' | 'member',
  spaceIds: string[] = [],
  all = true,
): Promise<void> {
  const facts = {
    brandId: of.id,
    resellerId,
    userName,
    displayName: userName,
    email: `${userName}@${of.slug}.test`,
    password: PASSWORD,
    role,
    spaceIds,
  }
  must(await addUser(system, all ? { ...facts, rights: ALL } : facts))
}

async function contract(spaceId: string, title: string): Promise<string> {
  const facts = {
    spaceId,
    title,
    clientEmail: 'client@example.test',
    clientLocale: 'fr' as const,
    subscribedBytes: 20 * GIGABYTE,
    machineLimit: null,
    retentionDays: 90,
  }
  return must(await addContract(system, facts)).contractId
}

const machine = async (contractId: string): Promise<CastMachine> => must(await addMachine(system, { contractId, name: 'PC-1' }))
