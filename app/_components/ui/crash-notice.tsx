'use client'

import { TriangleAlert } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from './button'
import { EmptyState } from './empty-state'

/** What a page shows when it broke: a way on, and the reference under which the server has logged the cause. */
export function CrashNotice({ error, retry }: { error: { digest?: string }; retry: () => void }) {
  const { t } = useWords()
  return (
    <div role="alert">
      <EmptyState icon={TriangleAlert} title={t('errors.crash')} heading="h1" text={t('errors.crashText')}>
        <button type="button" className={buttonClass()} onClick={retry}>
          {t('errors.retry')}
        </button>
        {error.digest && <p className="mt-4 text-[12.5px] text-muted">{t('errors.reference', { digest: error.digest })}</p>}
      </EmptyState>
    </div>
  )
}
