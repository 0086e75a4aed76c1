'use client'

import { Download, HardDriveDownload, X } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import type { RestoreRules } from '@/lib/restores/schema'
import { DownloadDialog } from './download-dialog'
import { MachineDialog } from './machine-dialog'
import { bytesOf, type Selected } from './selection'

type Props = {
  machineId: string
  machineName: string
  snapshotId: string
  selected: Selected
  rules: RestoreRules
  /** More cannot be asked for at once. */
  max: number
  onClear: () => void
}

/** What was ticked, always in sight, and what can be done with it. */
export function SelectionBar({ max, onClear, ...asked }: Props) {
  const { t, f } = useWords()
  const [open, setOpen] = useState<'download' | 'machine' | null>(null)
  const { selected } = asked
  const count = selected.size
  const disabled = count === 0 || count > max
  const close = () => setOpen(null)
  return (
    <section
      aria-label={t('restore.chosen', { count })}
      className="sticky bottom-2 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-edge bg-panel p-3 shadow-float"
    >
      <p role="status" className="mr-auto min-w-0">
        <span className="font-medium">{t('restore.chosen', { count })}</span>{' '}
        <span className="text-muted">
          {count === 0 ? t('restore.chosenHint') : count > max ? t('restore.tooMany', { max }) : f.bytes(bytesOf(selected))}
        </span>
      </p>
      {count > 0 && (
        <button type="button" onClick={onClear} className={buttonClass()}>
          <X className="size-4" aria-hidden />
          <span className="max-sm:sr-only">{t('restore.clear')}</span>
        </button>
      )}
      <button type="button" disabled={disabled} onClick={() => setOpen('machine')} className={buttonClass()}>
        <HardDriveDownload className="size-4 max-sm:hidden" aria-hidden />
        {t('restore.restoreHere')}
      </button>
      <button type="button" disabled={disabled} onClick={() => setOpen('download')} className={buttonClass('primary')}>
        <Download className="size-4 max-sm:hidden" aria-hidden />
        {t('restore.download')}
      </button>
      {open === 'download' && <DownloadDialog {...asked} onClose={close} />}
      {open === 'machine' && <MachineDialog {...asked} onClose={close} />}
    </section>
  )
}
