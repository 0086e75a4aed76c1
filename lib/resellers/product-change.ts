import { hasAdministration } from '@/lib/auth/account'
import type { ResellerTerms } from './schema'

type Product = Pick<ResellerTerms, 'product' | 'administrationOption'>

/** What a reseller holds that another product would touch. */
export type Holding = { spaces: number; members: number; otherRetentions: number; sharesBrand: boolean; brandName: string }

/** What another product does to what is there. Nothing is ever moved, cut off or deleted by it (requirements A6, D5). */
export type Consequence =
  | { kind: 'administration_ends'; spaces: number; members: number }
  | { kind: 'history_fixed'; machines: number }
  | { kind: 'brand_stays_shared'; brandName: string }
  | { kind: 'brand_stays_own'; brandName: string }

/** The consequences of a change of product or option that the operator has to have read; none for most changes. */
export function consequencesOf(before: Product, after: Product, holding: Holding): Consequence[] {
  const consequences: Consequence[] = []
  const { spaces, members, otherRetentions: machines, sharesBrand, brandName } = holding
  if (hasAdministration(before) && !hasAdministration(after)) consequences.push({ kind: 'administration_ends', spaces, members })
  if (before.product !== 'online' && after.product === 'online') {
    if (machines > 0) consequences.push({ kind: 'history_fixed', machines })
    if (!sharesBrand) consequences.push({ kind: 'brand_stays_own', brandName })
  }
  if (before.product === 'online' && after.product !== 'online' && sharesBrand) {
    consequences.push({ kind: 'brand_stays_shared', brandName })
  }
  return consequences
}
