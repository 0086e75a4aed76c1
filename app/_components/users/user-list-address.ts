import type { ListUsers } from '@/lib/users/schema'

export function userListQuery({ search, sort, descending }: ListUsers): URLSearchParams {
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (sort !== 'name') query.set('sort', sort)
  if (descending) query.set('order', 'desc')
  return query
}

/** The address of a state of the list of users; what is as usual is left out. */
export function userListAddress(state: ListUsers, page = 1): string {
  const query = userListQuery(state)
  if (page > 1) query.set('page', String(page))
  return query.size > 0 ? `/admin/users?${query}` : '/admin/users'
}
