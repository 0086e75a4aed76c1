'use client'

import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { toast } from '@/app/_components/ui/toast-store'
import { cancelRestoreAction } from '@/app/portal/[brand]/(account)/machines/[id]/restore/actions'
import { useRefusalText } from './refusals'

/** Takes a restore back, or stops it. What is in its place stays: no file is ever half there. */
export function CancelRestore({ restoreId }: { restoreId: string }) {
  const { t } = useWords()
  const refusalText = useRefusalText()
  const [pending, startTransition] = useTransition()
  const cancel = () =>
    startTransition(async () => {
      const refusal = await cancelRestoreAction({ restoreId }).then(
        (result) => (result.ok ? null : refusalText(result)),
        () => t('ui.unreachable'),
      )
      toast(refusal ? { tone: 'danger', text: refusal } : { tone: 'good', text: t('restore.cancelAsked') })
    })
  return (
    <button
      type="button"
      onClick={cancel}
      disabled={pending}
      aria-busy={pending}
      className="font-medium text-[13px] text-accent underline decoration-1 underline-offset-2"
    >
      {t('restore.cancel')}
    </button>
  )
}
