import type { Locale } from '@/lib/auth/types'

export const imageKinds = ['logo', 'favicon'] as const
export type ImageKind = (typeof imageKinds)[number]

/** That a brand has such a picture, and under which hash its address is good for ever. */
export type ImageFact = { hash: string; mediaType: 'image/svg+xml' | 'image/png' }

/** All that the editor of a brand shows. `version` changes with each change of it. */
export type BrandDetail = {
  id: string
  slug: string
  audience: 'portal' | 'operator'
  resellerId: string | null
  productName: string
  accentColor: string
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
  mailSender: string | null
  locale: Locale
  version: string
} & Record<ImageKind, ImageFact | null>

/** A row of the operator's list of brands. `owner` is null for a brand of the platform; `resellers` counts those on it. */
export type BrandRow = Pick<BrandDetail, 'id' | 'slug' | 'audience' | 'productName' | 'accentColor' | 'logo'> & {
  owner: string | null
  resellerCount: number
  hosts: string[]
  claimCount: number
}
