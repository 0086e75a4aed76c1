import type { Params } from '@/app/_components/statistics/period-address'
import { type ListMails, listMailsSchema } from '@/lib/mails/schema'

export type MailQuery = { input: ListMails; query: Record<string, string> }

/** What the address of the sent mails asks for, and the same for another address. */
export function readMailSearch({ q, state, before }: Params): MailQuery {
  const input = listMailsSchema.parse({ search: q ?? '', state: state ?? null, before: before ?? null })
  return { input, query: { ...(input.search && { q: input.search }), ...(input.state && { state: input.state }) } }
}
