'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { toast } from '@/app/_components/ui/toast-store'
import { restoreToMachineAction } from '@/app/portal/[brand]/(account)/machines/[id]/restore/actions'
import type { RestoreRules } from '@/lib/restores/schema'
import type { OverwriteRule } from '@/lib/restores/types'
import { AskDialog } from './ask-dialog'
import { Choices } from './choices'
import { ReasonField } from './reason-field'
import { useRefusalText } from './refusals'
import { bytesOf, type Selected } from './selection'

type Props = {
  machineId: string
  machineName: string
  snapshotId: string
  selected: Selected
  rules: RestoreRules
  onClose: () => void
}

const overwriteRules = ['never', 'if_newer', 'always'] as const

/** Asks where to, and what becomes of files that are there; what overwrites nothing is chosen already. */
export function MachineDialog({ machineId, machineName, snapshotId, selected, rules, onClose }: Props) {
  const { t, f } = useWords()
  const refusalText = useRefusalText()
  const [place, setPlace] = useState<'original' | 'other'>('original')
  const [target, setTarget] = useState('')
  const [overwrite, setOverwrite] = useState<OverwriteRule>('never')
  const [reason, setReason] = useState('')
  const [mistaken, setMistaken] = useState(false)
  const hint = t('restore.targetHint')
  const error = mistaken ? t('restore.targetInvalid') : undefined

  async function submit(): Promise<string | null> {
    const wanted = { machineId, snapshotId, paths: [...selected.keys()], overwrite, reason: reason.trim() || null }
    const result = await restoreToMachineAction({ ...wanted, target: place === 'other' ? target : null })
    setMistaken(!result.ok && result.reason === 'invalid' && 'fields' in result && result.fields.includes('target'))
    if (!result.ok) return refusalText(result)
    toast({ tone: 'good', text: t('restore.asked', { machine: machineName }) })
    return null
  }

  return (
    <AskDialog
      title={t('restore.machineTitle', {
        what: t('restore.what', { count: selected.size, bytes: f.bytes(bytesOf(selected)) }),
        machine: machineName,
      })}
      submit={t('restore.restoreHere')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-muted">{t('restore.machineHint')}</p>
      <Choices
        name="place"
        legend={t('restore.place')}
        options={[
          ['original', t('restore.original')],
          ['other', t('restore.other')],
        ]}
        value={place}
        onChange={setPlace}
      />
      {place === 'other' && (
        <Field id="restore-target" label={t('restore.target')} hint={hint} error={error}>
          <input
            id="restore-target"
            value={target}
            onChange={(event) => setTarget(event.target.value)}
            required
            maxLength={4096}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={inputClass}
            {...describedBy('restore-target', { hint, error })}
          />
        </Field>
      )}
      <Choices
        name="overwrite"
        legend={t('restore.overwrite')}
        options={overwriteRules.map((rule) => [rule, t(`restore.rules.${rule}`)] as const)}
        value={overwrite}
        onChange={setOverwrite}
      />
      <ReasonField rules={rules} value={reason} onChange={setReason} />
    </AskDialog>
  )
}
