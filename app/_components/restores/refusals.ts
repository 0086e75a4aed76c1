'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'

const REASONS = [
  ...(['gone', 'busy', 'damaged', 'unavailable', 'not_in_backup', 'reason_missing', 'not_one_file'] as const),
  ...(['already_restoring', 'already_ended', 'invalid', 'used'] as const),
]

/** Why a restore was refused, in words. */
export function useRefusalText(): (result: { reason: string }) => string {
  const { t } = useWords()
  const failureText = useFailureText()
  const known = Object.fromEntries(REASONS.map((reason) => [reason, t(`restore.refused.${reason}`)]))
  return (result) => failureText(result, known)
}
