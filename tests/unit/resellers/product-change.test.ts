import { describe, expect, test } from 'vitest'
import { consequencesOf, type Holding } from '@/lib/resellers/product-change'

const holding: Holding = { spaces: 3, members: 2, otherRetentions: 5, sharesBrand: false, brandName: 'Alpine' }
const business = { product: 'business', administrationOption: false } as const
const pro = { product: 'pro', administrationOption: false } as const
const proWithOption = { product: 'pro', administrationOption: true } as const
const online = { product: 'online', administrationOption: false } as const

describe('a change of product', () => {
  test.each([
    ['business to pro', business, pro],
    ['pro without its option', proWithOption, pro],
  ])('that ends Administration says what stays unmanaged: %s', (_, before, after) => {
    expect(consequencesOf(before, after, holding)).toEqual([{ kind: 'administration_ends', spaces: 3, members: 2 }])
  })

  test('to Online also fixes histories, and leaves an own brand where it is', () => {
    expect(consequencesOf(business, online, holding).map(({ kind }) => kind)).toEqual([
      'administration_ends',
      'history_fixed',
      'brand_stays_own',
    ])
    expect(consequencesOf(pro, online, { ...holding, otherRetentions: 0, sharesBrand: true })).toEqual([])
  })

  test('from Online leaves a shared brand shared', () => {
    expect(consequencesOf(online, business, { ...holding, sharesBrand: true })).toEqual([
      { kind: 'brand_stays_shared', brandName: 'Alpine' },
    ])
    expect(consequencesOf(online, pro, holding)).toEqual([])
  })

  test.each([
    ['none', business, business],
    ['more', pro, business],
    ['the option for the whole', proWithOption, business],
  ])('that takes nothing away asks nothing: %s', (_, before, after) => {
    expect(consequencesOf(before, after, holding)).toEqual([])
  })
})
