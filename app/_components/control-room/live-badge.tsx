'use client'

import { clsx } from 'clsx'
import { useWords } from '@/app/_components/i18n/provider'
import type { LiveState } from '@/app/_components/live/use-live'

/** Whether what is shown follows what happens: said only while it is true. */
export function LiveBadge({ state }: { state: LiveState }) {
  const { t } = useWords()
  return (
    <span role="status" data-live={state} className={clsx('text-[13px]', state === 'reconnecting' ? 'text-warning' : 'text-muted')}>
      <span
        aria-hidden
        className={clsx('mr-1.5 inline-block size-[7px] rounded-full', state === 'connected' ? 'bg-good' : 'border border-current')}
      />
      {t(`controlRoom.live.${state}`)}
    </span>
  )
}
