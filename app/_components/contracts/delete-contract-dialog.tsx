'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { deleteContractAction } from '@/app/portal/[brand]/(account)/contracts/actions'
import type { ActionContract } from './contract-actions'

/** Deletes a contract once its title has been typed out, and names what goes with it (requirements D2, B6). */
export function DeleteContractDialog({ contract, onClose }: { contract: ActionContract; onClose: () => void }) {
  const { t, f } = useWords()
  const router = useRouter()
  const path = usePathname()
  const failureText = useFailureText()
  const { id: contractId, title } = contract

  async function confirm(confirmation: string): Promise<string | null> {
    const result = await deleteContractAction({ contractId, confirmation })
    if (!result.ok) return failureText(result, { confirmation_differs: t('contractActions.confirmationDiffers') })
    toast({ tone: 'good', text: t('contractActions.deleted', { title, count: result.value.machines }) })
    if (path.includes(contractId)) router.push('/contracts')
    router.refresh()
    return null
  }

  const typed = { label: t('contractActions.typeTitle'), expected: title }
  return (
    <ConfirmDialog title={t('contractActions.deleteTitle', { title })} typed={typed} danger onConfirm={confirm} onClose={onClose}>
      <ul className="grid list-disc gap-1 pl-4">
        <li>{t('contractActions.deleteMachines', { count: contract.machineCount })}</li>
        <li>{t('contractActions.deleteVolume', { volume: f.bytes(contract.usedBytes) })}</li>
        <li>{t('contractActions.deleteReturn')}</li>
      </ul>
    </ConfirmDialog>
  )
}
