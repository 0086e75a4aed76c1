import { and, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm'
import { mails } from '@/db/schema'

const DAYS = 3

/**
 * The dead letters that another try may bring: those of the last days, since what is older says nothing new, without the secret ones, whose
 * links have expired by then, and the addresses that were refused.
 */
export const worthAnotherTry = (now: Date): SQL | undefined =>
  and(
    ...[isNotNull(mails.failedAt), sql`${mails.failure} not in ('refused', 'invalid')`],
    ...[eq(mails.confidential, false), gt(mails.createdAt, new Date(now.getTime() - DAYS * 86_400_000))],
  )
