import type { ListSpaces } from '@/lib/spaces/schema'

/** The address of an order of the list of spaces; what is as usual is left out. */
export function spaceListAddress({ sort, descending }: ListSpaces): string {
  const query = new URLSearchParams()
  if (sort !== 'name') query.set('sort', sort)
  if (descending) query.set('order', 'desc')
  return query.size > 0 ? `/admin/spaces?${query}` : '/admin/spaces'
}
