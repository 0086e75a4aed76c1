import type { KitFile } from '@/lib/agent-protocol/kit'
import type { kitPlatforms } from './platforms'
import type { KitState } from './state'

export type KitPlatform = (typeof kitPlatforms)[number]

export type KitIcon = { type: 'svg' | 'png'; body: Buffer }

/** What a reseller decides about its kit (requirements F1); one configuration file per platform, since paths differ. */
export type KitContent = {
  productName: string
  accentColor: string
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
  configs: Record<KitPlatform, string>
  icon: KitIcon | null
}

/** Everything that decides an archive's bytes, beside the agent and its scripts. */
export type KitFacts = { file: KitFile; icon: KitIcon | null; configs: Record<KitPlatform, string> }

export type KitArchive = { platform: KitPlatform; fileName: string; byteCount: number; sha256: string }

/** An archive on its way; size and checksum are null for one that is built while it is sent. */
export type OpenArchive = Pick<KitArchive, 'fileName'> & {
  byteCount: number | null
  sha256: string | null
  body: ReadableStream<Uint8Array>
}

/** A version of a kit. `archives` are empty for a draft, which is built when it is asked for; `stamp` changes with each change. */
export type KitDetail = KitContent & {
  id: string
  version: number
  state: KitState
  savedBy: string
  updatedAt: Date
  agentVersion: string | null
  portalUrl: string | null
  publishedAt: Date | null
  publishedBy: string | null
  retiredAt: Date | null
  archives: KitArchive[]
  stamp: string
}

/** What the public page may offer on a host (requirements F2). `link_needed`: several resellers share this brand. */
export type Offer = { kind: 'kit'; kit: OfferedKit } | { kind: 'none' } | { kind: 'link_needed' }

export type OfferedKit = Omit<KitContent, 'configs'> & Pick<KitDetail, 'version' | 'archives'> & { publishedAt: Date }
