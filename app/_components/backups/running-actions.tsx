import { EyeOff, FileCog, FileText, ScrollText } from 'lucide-react'
import { CancelBackup } from '@/app/_components/agent-commands/cancel-backup'
import { iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { RunningBackup } from '@/lib/backups/types'
import type { Translate } from '@/lib/i18n/translator'

type Props = { backup: RunningBackup; canConfigure: boolean; hide: (backupId: string) => Promise<void>; t: Translate }

/** What can be done about a running backup (requirements E1); the last action opens its files. */
export function RunningActions({ backup, canConfigure, hide, t }: Props) {
  const configuration = `/machines/${backup.machineId}/configuration`
  const named = (name: string, description = backup.machineName) => ({
    className: `${iconButtonClass} tooltip`,
    'data-tooltip': name,
    'aria-label': name,
    'aria-description': description,
  })
  return (
    <>
      <Link href={`/backups/${backup.id}`} {...named(t('running.logDetail'))}>
        <ScrollText className="size-4" aria-hidden />
      </Link>
      <form action={hide.bind(null, backup.id)}>
        <button type="submit" {...named(t('running.hide'), t('running.hideText', { machine: backup.machineName }))}>
          <EyeOff className="size-4" aria-hidden />
        </button>
      </form>
      <Link href={configuration} {...named(t('running.showConfiguration'))}>
        <FileText className="size-4" aria-hidden />
      </Link>
      {canConfigure && (
        <Link href={`${configuration}?edit=1`} {...named(t('running.editConfiguration'))}>
          <FileCog className="size-4" aria-hidden />
        </Link>
      )}
      {!backup.cancelling && <CancelBackup backupId={backup.id} machineName={backup.machineName} look="icon" />}
    </>
  )
}
