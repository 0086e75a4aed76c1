'use client'

import { ShieldAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, dangerButtonClass } from '@/app/_components/ui/button'
import { ConfigDiff } from './config-diff'
import type { ConfigEditorState } from './config-form-values'
import { LossList } from './loss-list'

type Props = { state: ConfigEditorState & { review: NonNullable<ConfigEditorState['review']> }; pending: boolean }

/** Says in plain words what a change no longer protects, before it is stored. */
export function ConfigReview({ state, pending }: Props) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const { losses, accept, diff, machines } = state.review
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="grid gap-4">
      <input type="hidden" name="reviewed" value="1" />
      <input type="hidden" name="body" value={state.body} />
      <input type="hidden" name="accepted" value={accept} />
      <div role="alert" className="grid gap-2 rounded-[8px] bg-warning-soft px-3.5 py-3 text-warning">
        <h3 ref={heading} tabIndex={-1} className="flex items-center gap-2 font-semibold text-[14px]">
          <ShieldAlert className="size-4 shrink-0" aria-hidden />
          {t('config.protectsLess')}
        </h3>
        <LossList losses={losses} t={t} />
        {machines !== null && <p>{t('config.lossMachines', { count: machines })}</p>}
      </div>
      <div className="grid gap-1.5">
        <h3 className="font-medium text-[13px]">{t('config.diff')}</h3>
        <ConfigDiff hunks={diff} t={t} />
      </div>
      <p className="text-[13px] text-muted">{t('config.reviewText')}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <button type="submit" name="intent" value="back" className={buttonClass()} disabled={pending}>
          {t('config.backToEditing')}
        </button>
        <button type="submit" name="intent" value="confirm" className={dangerButtonClass} disabled={pending} aria-busy={pending}>
          {pending ? t('ui.saving') : t('ui.confirm')}
        </button>
      </div>
    </div>
  )
}
