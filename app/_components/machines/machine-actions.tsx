'use client'

import { ArchiveRestore, ChartColumn, type LucideIcon, ScrollText, Settings2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { DeleteMachineDialog } from './delete-machine-dialog'

type Props = { machineId: string; machineName: string; storedBytes: number; look: 'buttons' | 'icons'; contractId?: string }

/** What leads on from a machine, and its deletion (requirements D6). */
export function MachineActions({ machineId, machineName, storedBytes, look, contractId }: Props) {
  const { t } = useWords()
  const [deleting, setDeleting] = useState(false)
  const links: [LucideIcon, string, string][] = [
    [ChartColumn, t('machineActions.statistics'), `/machines/${machineId}/statistics`],
    [ScrollText, t('machineActions.logs'), `/machines/${machineId}/logs`],
    [ArchiveRestore, t('machineActions.restore'), `/machines/${machineId}/restore`],
    [Settings2, t('machineActions.configuration'), `/machines/${machineId}/configuration?edit=1`],
  ]
  const icon = look === 'buttons' ? 'size-4 max-sm:hidden' : 'size-4'
  const shown = (label: string) =>
    look === 'buttons'
      ? { className: buttonClass() }
      : { className: `${iconButtonClass} tooltip`, 'data-tooltip': label, 'aria-label': label, 'aria-description': machineName }
  return (
    <>
      <span className={look === 'icons' ? 'flex w-full justify-end gap-1.5' : 'contents'}>
        {links.map(([Icon, label, href]) => (
          <Link key={href} href={href} {...shown(label)}>
            <Icon className={icon} aria-hidden />
            {look === 'buttons' && label}
          </Link>
        ))}
        <button type="button" onClick={() => setDeleting(true)} {...shown(t('machineActions.delete'))}>
          <Trash2 className={icon} aria-hidden />
          {look === 'buttons' && t('machineActions.delete')}
        </button>
      </span>
      {deleting && (
        <DeleteMachineDialog
          machineId={machineId}
          name={machineName}
          storedBytes={storedBytes}
          contractId={contractId}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}
