import type { Locale } from '@/lib/auth/types'
import type { ImageFact } from '@/lib/brands/types'

/** What every page of a host shows and every sign-in on it is bound to. `resellerId` is null where resellers share it. */
export type Brand = {
  id: string
  slug: string
  audience: 'portal' | 'operator'
  resellerId: string | null
  productName: string
  accentColor: string
  logo: ImageFact | null
  favicon: ImageFact | null
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
  locale: Locale
}

/**
 * host (lower case, no port) -> its brand, or undefined. Only hosts that were proven or vouched for are in it. `isEmpty` where no brand
 * has been made yet: the platform is to be set up.
 */
export type Directory = { find(host: string): Brand | undefined; isEmpty: boolean }

/** Why a claim has not become an address yet. */
export type ProofProblem = 'no_record' | 'other_value' | 'no_answer' | 'host_taken'

/** A host of a brand as its editor shows it: with the TXT record that proves it. */
export type HostRow = {
  id: string
  host: string
  record: { name: string; value: string }
  verifiedAt: Date | null
  checkedAt: Date | null
  problem: ProofProblem | null
}
