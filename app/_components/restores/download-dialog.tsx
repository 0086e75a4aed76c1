'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { toast } from '@/app/_components/ui/toast-store'
import { askDownloadAction } from '@/app/portal/[brand]/(account)/machines/[id]/restore/actions'
import type { RestoreRules } from '@/lib/restores/schema'
import { AskDialog } from './ask-dialog'
import { Choices } from './choices'
import { ReasonField } from './reason-field'
import { useRefusalText } from './refusals'
import { bytesOf, type Selected } from './selection'

type Props = { machineId: string; snapshotId: string; selected: Selected; rules: RestoreRules; onClose: () => void }

/** Asks in which form, and hands the download over to the browser. */
export function DownloadDialog({ machineId, snapshotId, selected, rules, onClose }: Props) {
  const { t, f } = useWords()
  const refusalText = useRefusalText()
  const [only] = selected.values()
  const isFile = selected.size === 1 && only?.kind === 'file'
  const [format, setFormat] = useState<'file' | 'zip' | 'tar'>(isFile ? 'file' : 'zip')
  const [reason, setReason] = useState('')
  const formats = (isFile ? (['file', 'zip', 'tar'] as const) : (['zip', 'tar'] as const)).map(
    (each) => [each, t(`restore.formats.${each}`)] as const,
  )

  async function submit(): Promise<string | null> {
    const paths = [...selected.keys()]
    const result = await askDownloadAction({ machineId, snapshotId, paths, format, reason: reason.trim() || null })
    if (!result.ok) return refusalText(result)
    toast({ tone: 'good', text: t('restore.started') })
    window.location.assign(`/machines/${machineId}/restore/downloads/${result.value.restoreId}`)
    return null
  }

  return (
    <AskDialog
      title={t('restore.downloadTitle', { what: t('restore.what', { count: selected.size, bytes: f.bytes(bytesOf(selected)) }) })}
      submit={t('restore.download')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-muted">{t('restore.downloadHint')}</p>
      <Choices name="format" legend={t('restore.format')} options={formats} value={format} onChange={setFormat} />
      <ReasonField rules={rules} value={reason} onChange={setReason} />
    </AskDialog>
  )
}
