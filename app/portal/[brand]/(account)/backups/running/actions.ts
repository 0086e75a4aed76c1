'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/actions/action'
import { hideBackup, showHiddenBackups } from '@/lib/backups/commands'

const hide = action(z.object({ backupId: z.uuid() }), async (actor, { backupId }) => {
  await hideBackup(actor, backupId)
  refresh()
})
const show = action(z.object({}), async (actor) => {
  await showHiddenBackups(actor)
  refresh()
})

export async function hideBackupAction(backupId: string): Promise<void> {
  await hide({ backupId })
}

export async function showHiddenBackupsAction(): Promise<void> {
  await show({})
}
