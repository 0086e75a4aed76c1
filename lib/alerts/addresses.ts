import { sql } from 'drizzle-orm'
import { contracts, resellers, spaces } from '@/db/schema'

/** The columns of `Addresses`, for a query that joins contract, space and reseller. */
export const addresses = {
  clientEmail: contracts.clientEmail,
  clientLocale: contracts.clientLocale,
  alertEmail: sql<string>`coalesce(${spaces.alertEmail}, ${resellers.alertEmail})`,
  resellerLocale: resellers.locale,
}
