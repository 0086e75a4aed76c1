'use client'

import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { inputClass } from '@/app/_components/ui/field'
import { toast } from '@/app/_components/ui/toast-store'
import { commentMachineAction } from '@/app/portal/[brand]/(account)/machines/actions'

/** The comment on a machine, for those with the right (requirements D7). */
export function Comment({ machineId, comment }: { machineId: string; comment: string }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [text, setText] = useState(comment)
  const [pending, startTransition] = useTransition()
  const changed = text.trim() !== comment

  const save = () =>
    startTransition(async () => {
      const refusal = await commentMachineAction({ machineId, comment: text }).then(
        (result) => (result.ok ? null : failureText(result)),
        () => t('ui.unreachable'),
      )
      toast(refusal ? { tone: 'danger', text: refusal } : { tone: 'good', text: t('machineActions.commented') })
    })

  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        aria-labelledby="comment"
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={5}
        maxLength={2000}
        placeholder={t('machineActions.commentPlaceholder')}
        className={`${inputClass} resize-y`}
      />
      <div className="flex justify-end gap-2">
        <button type="button" className={buttonClass()} disabled={!changed || pending} onClick={() => setText(comment)}>
          {t('ui.cancel')}
        </button>
        <button type="submit" className={buttonClass('primary')} disabled={!changed || pending} aria-busy={pending}>
          {pending ? t('ui.saving') : t('ui.save')}
        </button>
      </div>
    </form>
  )
}
