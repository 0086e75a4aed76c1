import { FolderLock } from 'lucide-react'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import type { UserActor } from '@/lib/auth/types'
import { translator } from '@/lib/i18n/translator'

/** Whether a user sees nothing, because no space is allotted to it (requirements B3). */
export const seesNoSpace = ({ scope }: UserActor): boolean => scope.spaceIds !== 'all' && scope.spaceIds.length === 0

/** A page of an account in which nothing is the user's: why, and who can change that. */
export function NoSpace({ title, actor }: { title: string; actor: UserActor }) {
  const t = translator(actor.locale)
  return (
    <>
      <PageHeader title={title} />
      <Panel>
        <EmptyState icon={FolderLock} title={t('noSpace.title')} text={t('noSpace.text', { account: actor.account.resellerName })} />
      </Panel>
    </>
  )
}
