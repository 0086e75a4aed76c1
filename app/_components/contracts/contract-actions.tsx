'use client'

import { Pause, Pencil, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { DeleteContractDialog } from './delete-contract-dialog'
import { SuspendContractDialog } from './suspend-contract-dialog'

export type ActionContract = { id: string; title: string; suspended: boolean; machineCount: number; usedBytes: number }
type Props = { contract: ActionContract; look: 'buttons' | 'icons' }

/** What can be done with a contract (requirements D2): named buttons on its page, icons with tooltips in its row. */
export function ContractActions({ contract, look }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState<'suspension' | 'deletion' | null>(null)
  const pause = t(contract.suspended ? 'contractActions.reactivate' : 'contractActions.suspend')
  const shown = (label: string) =>
    look === 'buttons'
      ? { className: buttonClass() }
      : { className: `${iconButtonClass} tooltip`, 'data-tooltip': label, 'aria-label': label, 'aria-description': contract.title }
  const text = (label: string) => look === 'buttons' && label
  const PauseIcon = contract.suspended ? Play : Pause
  // On a phone the names need the room, so that two buttons stand side by side.
  const icon = look === 'buttons' ? 'size-4 max-sm:hidden' : 'size-4'
  const close = () => setAsking(null)
  return (
    <>
      <span className={look === 'icons' ? 'flex w-full justify-end gap-1.5' : 'contents'}>
        <Link href={`/contracts/${contract.id}/edit`} {...shown(t('contractActions.edit'))}>
          <Pencil className={icon} aria-hidden />
          {text(t('contractActions.edit'))}
        </Link>
        <button type="button" onClick={() => setAsking('suspension')} {...shown(pause)}>
          <PauseIcon className={icon} aria-hidden />
          {text(pause)}
        </button>
        <button type="button" onClick={() => setAsking('deletion')} {...shown(t('contractActions.delete'))}>
          <Trash2 className={icon} aria-hidden />
          {text(t('contractActions.delete'))}
        </button>
      </span>
      {asking === 'suspension' && <SuspendContractDialog contract={contract} onClose={close} />}
      {asking === 'deletion' && <DeleteContractDialog contract={contract} onClose={close} />}
    </>
  )
}
