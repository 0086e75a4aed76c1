import type { ImageProblem } from '@/lib/brands/image'
import { MAX_PNG_BYTES, MAX_PNG_SIDE } from '@/lib/brands/png'
import { MAX_SVG_BYTES } from '@/lib/brands/svg'
import type { ClaimHostFailure } from '@/lib/hosts/commands'
import type { HostRow, ProofProblem } from '@/lib/hosts/types'

/** Why a host cannot be had. */
export const HOST_SENTENCES = (host: string): Record<ClaimHostFailure, string> => ({
  host_taken: `${host} belongs to a brand already.`,
  already_claimed: `The brand has or claims ${host} already.`,
  platform_host: `${host} is one of the platform's own hosts.`,
  too_many: 'The brand has too many unproven hosts. Remove some first.',
  malformed: `${host} is no host name.`,
  wildcard: `${host} has a wildcard.`,
  ip_address: `${host} is an IP address.`,
  too_long: `${host} is too long.`,
})

/** Why a host is not proven. */
export const PROOF_SENTENCES = (host: string, { name, value }: HostRow['record']): Record<ProofProblem, string> => ({
  no_record: `There is no TXT record ${name} yet. It has to hold ${value}.`,
  other_value: `The TXT record ${name} holds something else than ${value}.`,
  no_answer: `The DNS gives no answer for ${name}. Try again later.`,
  host_taken: `${host} belongs to another brand already.`,
})

/** Why a file cannot be shown as a picture. */
export const IMAGE_SENTENCES = (file: string): Record<ImageProblem, string> => ({
  not_an_image: `${file} is neither an SVG nor a PNG.`,
  too_large: `${file} is too large: ${MAX_SVG_BYTES / 1024} KiB for an SVG, ${MAX_PNG_BYTES / 1024} KiB for a PNG.`,
  png_damaged: `${file} is a damaged PNG.`,
  png_dimensions: `${file} is wider or higher than ${MAX_PNG_SIDE} pixels.`,
  svg_malformed: `${file} is no well-formed SVG.`,
  svg_entities: `${file} declares entities. Save it without a document type.`,
  svg_active: `${file} holds a script, an event handler, a link, an animation or HTML. Save it as a plain SVG.`,
  svg_external: `${file} refers to something outside of itself. Save it with everything inside.`,
  svg_embedded: `${file} has a picture inside. Use a PNG instead.`,
  svg_too_complex: `${file} has too many shapes, or some that repeat each other. Simplify it.`,
  svg_no_size: `${file} says neither viewBox nor width and height.`,
  svg_empty: `${file} draws nothing.`,
})
