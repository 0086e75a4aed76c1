import { Resolver } from 'node:dns/promises'
import { hostSettings } from './settings'

const TRY_MILLISECONDS = 2_000
const TRIES = 2
/** Answers that say for sure that there is no such record; all others leave it open. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA'])

export const PROOF_PREFIX = '_portal-verification.'

/** The TXT record that proves a host to be its claimant's. */
export const proofRecord = (host: string, token: string) => ({ name: `${PROOF_PREFIX}${host}`, value: token })

/** Asks the DNS whether the record stands, for at most some seconds; never throws. */
export async function lookUpProof(host: string, token: string): Promise<'proven' | 'no_record' | 'other_value' | 'no_answer'> {
  const { dnsServers } = hostSettings()
  const resolver = new Resolver({ timeout: TRY_MILLISECONDS, tries: TRIES })
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  const { name, value } = proofRecord(host, token)
  try {
    const records = await resolver.resolveTxt(name)
    // A record of more than 255 bytes comes in pieces, and some write quotes around it.
    return records.some(
      (pieces) =>
        pieces
          .join('')
          .trim()
          .replace(/^"(.*)"$/, '$1') === value,
    )
      ? 'proven'
      : 'other_value'
  } catch (error) {
    return ABSENT.has((error as NodeJS.ErrnoException).code ?? '') ? 'no_record' : 'no_answer'
  }
}
