import type { ReactNode } from 'react'
import type { Words } from '@/app/_components/i18n/request'
import type { KitDetail } from '@/lib/kits/types'
import { KitMark } from './kit-mark'
import { KitStateChip } from './kit-state-chip'

/** A version's mark, name, number and state in one line, with what can be done at its end. */
export function KitTitle({ kit, words: { t }, children }: { kit: KitDetail; words: Words; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-3">
      <KitMark kit={kit} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold text-[16px] tracking-[-0.01em] [overflow-wrap:anywhere]">{kit.productName}</p>
        <p className="flex flex-wrap items-center gap-2 text-[13px] text-muted">
          {t('kits.version', { version: kit.version })}
          <KitStateChip state={kit.state} t={t} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  )
}
