import { type Params, withQuery } from '@/app/_components/statistics/period-address'
import { type ListResellers, listResellersSchema } from '@/lib/resellers/schema'

/** What the address of the list asks for; what makes no sense is as usual. */
export function readResellerList({ q, product, state, sort, order, page }: Params): ListResellers {
  return listResellersSchema.parse({ search: q ?? '', product, state, sort, descending: order === 'desc', page: page ?? 1 })
}

/** The address of a state of the list; what is as usual is left out. */
export function resellerListHref(query: ListResellers, change: Partial<ListResellers> = {}): string {
  const { page, ...filters } = { ...query, ...change }
  return withQuery('/operator', { ...filterQuery(filters), page: page > 1 ? String(page) : null })
}

export const filterQuery = ({ search, product, state, sort, descending }: Omit<ListResellers, 'page'>): Record<string, string> => ({
  ...(search && { q: search }),
  ...(product && { product }),
  ...(state && { state }),
  ...(sort !== 'name' && { sort }),
  ...(descending && { order: 'desc' }),
})
