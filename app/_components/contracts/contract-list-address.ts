import type { ListContracts } from '@/lib/contracts/schema'

const DEFAULTS: ListContracts = { search: '', spaceId: null, sort: 'title', descending: false, page: 1 }

/** The address of a state of the contract list; what is as usual is left out. */
export function contractListAddress(state: Partial<ListContracts>): string {
  const query = contractListQuery(state)
  return query.size > 0 ? `/contracts?${query}` : '/contracts'
}

export function contractListQuery(state: Partial<ListContracts>): URLSearchParams {
  const { search, spaceId, sort, descending, page } = { ...DEFAULTS, ...state }
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (spaceId) query.set('space', spaceId)
  if (sort !== DEFAULTS.sort) query.set('sort', sort)
  if (descending) query.set('order', 'desc')
  if (page > 1) query.set('page', String(page))
  return query
}

/** The form of a new contract, with the space that the list was narrowed to chosen. */
export const newContractAddress = (spaceId: string | null): string => (spaceId ? `/contracts/new?space=${spaceId}` : '/contracts/new')
