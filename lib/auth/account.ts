import type { Account } from './types'

type Product = Pick<Account, 'product'> & { administrationOption: boolean }
type Reseller = Product & Pick<Account, 'pack' | 'timeZone'> & { name: string }

/** What a user's screens need to know of its reseller. */
export const accountOf = (reseller: Reseller): Account => ({
  resellerName: reseller.name,
  product: reseller.product,
  pack: reseller.pack,
  hasAdministration: hasAdministration(reseller),
  timeZone: reseller.timeZone,
})

/** Requirements A6: always for Business, by option for Pro, never for Online. */
export const hasAdministration = (reseller: Product): boolean =>
  reseller.product === 'business' || (reseller.product === 'pro' && reseller.administrationOption)
