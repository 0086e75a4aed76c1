import { userInfo } from 'node:os'
import { systemActor } from '@/lib/auth/system'
import { type BrandSummary, findBrandByHost, findBrandBySlug } from '@/lib/brands/queries'
import { findContractsByTitle } from '@/lib/contracts/queries'
import { normalizeHost } from '@/lib/hosts/resolve'
import { listResellers } from '@/lib/resellers/queries'
import type { ResellerRow } from '@/lib/resellers/types'
import { CommandError, type Options } from './usage'

/** Who sits at the command line, as the audit log names it. */
export const operator = systemActor(`command line${loginName()}`)

function loginName(): string {
  try {
    return ` (${userInfo().username})`
  } catch {
    return ''
  }
}

export async function brandOfHost(options: Options): Promise<BrandSummary> {
  const host = normalizeHost(String(options.host))
  const brand = await findBrandByHost(operator, host)
  if (!brand) throw new CommandError(`No brand answers on ${host}.`)
  return brand
}

export async function brandOfSlug(slug: string): Promise<BrandSummary> {
  const brand = await findBrandBySlug(operator, slug)
  if (!brand) throw new CommandError(`There is no brand "${slug}".`)
  return brand
}

/** The reseller named by --reseller, or the only one on the brand of --host. */
export async function resellerOf(options: Options): Promise<ResellerRow> {
  const wanted = options.reseller === undefined ? null : String(options.reseller).toLowerCase()
  const host = options.host === undefined ? null : normalizeHost(String(options.host))
  const all = await listResellers(operator)
  const matching = all.filter(
    (reseller) => (!wanted || reseller.name.toLowerCase() === wanted || reseller.id === wanted) && (!host || reseller.hosts.includes(host)),
  )
  const [reseller, another] = matching
  if (!reseller) throw new CommandError(wanted ? `There is no reseller "${options.reseller}" here.` : `No reseller is on ${host}.`)
  if (another)
    throw new CommandError(`Several resellers are on ${host}: say which with --reseller (${matching.map(({ name }) => name).join(', ')}).`)
  return reseller
}

/** The contract named by --contract on the brand of --host, narrowed by --reseller and --space where titles repeat. */
export async function contractOf(options: Options): Promise<{ id: string; brandId: string }> {
  const brand = await brandOfHost(options)
  const same = (value: string, option: Options[string]) => option === undefined || value.toLowerCase() === String(option).toLowerCase()
  const found = await findContractsByTitle(operator, brand.id, String(options.contract))
  const matching = found.filter((contract) => same(contract.resellerName, options.reseller) && same(contract.spaceName, options.space))
  const [contract, another] = matching
  if (!contract) throw new CommandError(`There is no contract "${options.contract}" on ${options.host}.`)
  if (another) {
    const where = matching.map(({ resellerName, spaceName }) => `${resellerName} / ${spaceName}`).join(', ')
    throw new CommandError(`Several contracts are called "${options.contract}": add --reseller or --space (${where}).`)
  }
  return { id: contract.id, brandId: brand.id }
}
