'use client'

import { useCallback } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'

/** As useFailureText, for actions of Administration. */
export function useAdministrationFailure(): (result: { reason: string }, known?: Record<string, string>) => string {
  const { t } = useWords()
  const failureText = useFailureText()
  return useCallback((result, known) => failureText(result, { using_space: t('administration.usingSpace'), ...known }), [t, failureText])
}
