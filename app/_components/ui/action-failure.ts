'use client'

import { useCallback } from 'react'
import { useWords } from '@/app/_components/i18n/provider'

/** Why an action was refused, in words; `known` are the command's own reasons. */
export function useFailureText(): (result: { reason: string }, known?: Record<string, string>) => string {
  const { t } = useWords()
  return useCallback(({ reason }, known) => known?.[reason] ?? t(reason === 'forbidden' ? 'ui.forbidden' : 'ui.refused'), [t])
}
