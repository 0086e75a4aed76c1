'use client'

import { useMemo } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import type { ClaimHostFailure } from '@/lib/hosts/commands'
import type { ProofProblem } from '@/lib/hosts/types'

const proofs: ProofProblem[] = ['no_record', 'other_value', 'no_answer', 'host_taken']
const additions: ClaimHostFailure[] = [
  'host_taken',
  'already_claimed',
  'platform_host',
  'too_many',
  'malformed',
  'wildcard',
  'ip_address',
  'too_long',
]

/** Why a host is not proven, and why one cannot be had, in words. */
export function useHostFailures(): { proof: Record<string, string>; add: Record<string, string> } {
  const { t } = useWords()
  return useMemo(
    () => ({
      proof: Object.fromEntries(proofs.map((reason) => [reason, t(`brandHosts.proof.${reason}`)])),
      add: Object.fromEntries(additions.map((reason) => [reason, t(`brandHosts.refused.${reason}`)])),
    }),
    [t],
  )
}
