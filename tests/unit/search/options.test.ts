import { expect, test } from 'vitest'
import { optionsFor, stepIn } from '@/app/_components/search/search-hits'

const pages = [
  { href: '/contracts', label: 'Contrats' },
  { href: '/alerts', label: 'Machines en alerte' },
]
const hits = {
  machines: [{ id: 'm1', name: 'PC-1', contractTitle: 'TEST' }],
  contracts: [{ id: 'c1', title: 'TEST', spaceName: null }],
  spaces: [{ id: 's1', name: 'Genève' }],
  users: [],
  administers: false,
}

test('without a text all pages are offered', () => {
  expect(optionsFor('', pages, null).map(({ href }) => href)).toEqual(['/contracts', '/alerts'])
})

test('what the portal finds comes first, each leading to its place', () => {
  expect(optionsFor('zzz', pages, hits).map(({ href }) => href)).toEqual(['/machines/m1', '/contracts/c1', '/statistics?space=s1'])
})

test('an administrator is led to users, and to a space in Administration', () => {
  const found = { ...hits, users: [{ id: 'u1', displayName: 'Bob Keller', userName: 'bob' }], administers: true }
  expect(optionsFor('zzz', pages, found).map(({ href }) => href)).toEqual([
    '/machines/m1',
    '/contracts/c1',
    '/admin/spaces?shown=s1',
    '/admin/users/u1',
  ])
})

test('pages are found without accents and whatever the case', () => {
  expect(optionsFor('ALÈRTE', pages, null).map(({ href }) => href)).toEqual(['/alerts'])
})

test('every option has an id of its own', () => {
  const ids = optionsFor('', pages, hits).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the arrows go round', () => {
  expect([stepIn(3, 0, 1), stepIn(3, 2, 1), stepIn(3, 0, -1), stepIn(3, -1, 1), stepIn(0, -1, 1)]).toEqual([1, 0, 2, 0, -1])
})
