'use client'

import { useRouter } from 'next/navigation'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { deleteMachineAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; name: string; storedBytes: number; contractId?: string; onClose: () => void }

/** Deletes a machine once its name has been typed out; from its own page it leads back to the contract (requirements D6, B6). */
export function DeleteMachineDialog({ machineId, name, storedBytes, contractId, onClose }: Props) {
  const { t, f } = useWords()
  const router = useRouter()
  const failureText = useFailureText()

  async function confirm(confirmation: string): Promise<string | null> {
    const result = await deleteMachineAction({ machineId, confirmation })
    if (!result.ok) return failureText(result, { confirmation_differs: t('machineActions.confirmationDiffers') })
    toast({ tone: 'good', text: t('machineActions.deleted', { machine: name }) })
    if (contractId) router.push(`/contracts/${contractId}`)
    router.refresh()
    return null
  }

  const typed = { label: t('machineActions.typeName'), expected: name }
  return (
    <ConfirmDialog title={t('machineActions.deleteTitle', { machine: name })} typed={typed} danger onConfirm={confirm} onClose={onClose}>
      <ul className="grid list-disc gap-1 pl-4">
        <li>{t('machineActions.deleteAgent')}</li>
        <li>{t('machineActions.deleteVolume', { volume: f.bytes(storedBytes) })}</li>
        <li>{t('machineActions.deleteReturn')}</li>
      </ul>
    </ConfirmDialog>
  )
}
