import type { ListContracts } from '@/lib/contracts/schema'

const DEFAULTS: ListContracts = { search: '', sort: 'title', descending: false, page: 1 }

/** The address of a state of the contract list; what is as usual is left out. */
export function contractListAddress(state: Partial<ListContracts>): string {
  const query = contractListQuery(state)
  return query.size > 0 ? `/contracts?${query}` : '/contracts'
}

export function contractListQuery(state: Partial<ListContracts>): URLSearchParams {
  const { search, sort, descending, page } = { ...DEFAULTS, ...state }
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (sort !== DEFAULTS.sort) query.set('sort', sort)
  if (descending) query.set('order', 'desc')
  if (page > 1) query.set('page', String(page))
  return query
}
