'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/actions/action'
import { cancelBackup } from '@/lib/agent-commands/commands'
import { cancelBackupSchema } from '@/lib/agent-commands/schema'
import { hideBackup, showHiddenBackups } from '@/lib/backups/commands'
import { clock } from '@/lib/clock'

const hide = action(z.object({ backupId: z.uuid() }), async (actor, { backupId }) => {
  await hideBackup(actor, backupId)
  refresh()
})
const show = action(z.object({}), async (actor) => {
  await showHiddenBackups(actor)
  refresh()
})

export const cancelBackupAction = action(cancelBackupSchema, async (actor, input) => {
  const result = await cancelBackup(actor, input, clock.now())
  refresh()
  return result
})

export async function hideBackupAction(backupId: string): Promise<void> {
  await hide({ backupId })
}

export async function showHiddenBackupsAction(): Promise<void> {
  await show({})
}
