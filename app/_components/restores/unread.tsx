'use client'

import { LoaderCircle, TriangleAlert } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import type { Unreadable } from '@/lib/restores/types'

type Props = {
  answer: { state: 'reading'; files: number } | { state: 'failed'; reason: Unreadable } | { state: 'offline' } | { state: 'missing' } | null
  onRetry: () => void
  onTop: () => void
}

/** In place of a backup's names: that it is being read, or why it cannot be. */
export function Unread({ answer, onRetry, onTop }: Props) {
  const { t, f } = useWords()
  if (answer?.state === 'failed' || answer?.state === 'missing') {
    const gone = answer.state === 'missing'
    return (
      <div role="alert" className="grid justify-items-start gap-3 px-1 py-6">
        <p className="flex gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
          {gone ? t('restore.missing') : t(`restore.unreadable.${answer.reason}`)}
        </p>
        <button type="button" className={buttonClass()} onClick={gone ? onTop : onRetry}>
          {gone ? t('restore.backToTop') : t('restore.retry')}
        </button>
      </div>
    )
  }
  const files = answer?.state === 'reading' ? answer.files : 0
  return (
    <div role="status" className="grid gap-1 px-1 py-6 text-muted">
      <p className="flex items-center gap-2">
        <LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" aria-hidden />
        {answer?.state === 'offline'
          ? t('restore.offline')
          : files > 0
            ? t('restore.readingFiles', { count: f.number(files) })
            : t('restore.reading')}
      </p>
      {files > 0 && <p className="text-[12.5px]">{t('restore.readingOnce')}</p>}
    </div>
  )
}
