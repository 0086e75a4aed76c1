import type { SearchHits } from '@/lib/search/types'

export type Page = { href: string; label: string }
export type Option = {
  id: string
  kind: 'machine' | 'contract' | 'space' | 'user' | 'page'
  href: string
  label: string
  detail: string | null
}

/** What the palette offers for a text: places that bear it in their name, then what the portal has found. */
export function optionsFor(text: string, pages: readonly Page[], hits: SearchHits | null): Option[] {
  const wanted = fold(text)
  const goTo = pages.filter(({ label }) => fold(label).includes(wanted))
  return [
    ...(hits?.machines ?? []).map(({ id, name, contractTitle }) => option('machine', id, `/machines/${id}`, name, contractTitle)),
    ...(hits?.contracts ?? []).map(({ id, title, spaceName }) => option('contract', id, `/contracts/${id}`, title, spaceName)),
    ...(hits?.spaces ?? []).map(({ id, name }) =>
      option('space', id, hits?.administers ? `/admin/spaces?shown=${id}` : `/statistics?space=${id}`, name, null),
    ),
    ...(hits?.users ?? []).map(({ id, displayName, userName }) => option('user', id, `/admin/users/${id}`, displayName, userName)),
    ...goTo.map(({ href, label }) => option('page', href, href, label, null)),
  ]
}

const option = (kind: Option['kind'], key: string, href: string, label: string, detail: string | null): Option => ({
  id: `palette-${kind}-${key.replace(/\W+/g, '-')}`,
  kind,
  href,
  label,
  detail,
})

const fold = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The place after `step` from `current` in a list that is a ring; -1 stands before it. */
export const stepIn = (length: number, current: number, step: 1 | -1): number =>
  length === 0 ? -1 : (Math.max(current, step > 0 ? -1 : 0) + step + length) % length
