'use client'

import { Pause, Pencil, Play } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { SuspendResellerDialog } from './suspend-reseller-dialog'

export type ActionReseller = { id: string; name: string; suspended: boolean; machineCount: number }
type Props = { reseller: ActionReseller; look: 'buttons' | 'icons' }

/** What can be done with a reseller (requirements G1): named buttons on its page, icons with tooltips in its row. */
export function ResellerActions({ reseller, look }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const pause = t(reseller.suspended ? 'resellerActions.reactivate' : 'resellerActions.suspend')
  const shown = (label: string) =>
    look === 'buttons'
      ? { className: buttonClass() }
      : { className: `${iconButtonClass} tooltip`, 'data-tooltip': label, 'aria-label': label, 'aria-description': reseller.name }
  const text = (label: string) => look === 'buttons' && label
  const PauseIcon = reseller.suspended ? Play : Pause
  return (
    <>
      <span className={look === 'icons' ? 'flex w-full justify-end gap-1.5' : 'contents'}>
        <Link href={`/operator/resellers/${reseller.id}/edit`} {...shown(t('resellerActions.edit'))}>
          <Pencil className="size-4" aria-hidden />
          {text(t('resellerActions.edit'))}
        </Link>
        <button type="button" onClick={() => setAsking(true)} {...shown(pause)}>
          <PauseIcon className="size-4" aria-hidden />
          {text(pause)}
        </button>
      </span>
      {asking && <SuspendResellerDialog reseller={reseller} onClose={() => setAsking(false)} />}
    </>
  )
}
