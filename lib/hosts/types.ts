import type { Locale } from '@/lib/auth/types'

/** What every page of a host shows and every sign-in on it is bound to. */
export type Brand = {
  id: string
  slug: string
  audience: 'portal' | 'operator'
  productName: string
  accentColor: string
  logoSvg: string | null
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
  locale: Locale
}

/** host (lower case, no port) -> its brand, or undefined. */
export type Directory = { find(host: string): Brand | undefined }
