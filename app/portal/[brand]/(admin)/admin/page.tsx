import { Layers } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { requestTexts } from '@/app/_components/i18n/request'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import { administers } from '@/lib/auth/administration'
import { requireUser } from '@/lib/auth/gate'
import { translator } from '@/lib/i18n/translator'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('administration.part') }
}

/** The way into Administration; while a space is used, the notice that it has to be left first. */
export default async function AdministrationPage() {
  const actor = await requireUser()
  if (!administers(actor)) notFound()
  if (!actor.acting) redirect('/admin/users')
  const t = translator(actor.locale)
  return (
    <Panel>
      <EmptyState
        icon={Layers}
        heading="h1"
        title={t('administration.closed')}
        text={t('administration.closedText', { space: actor.acting.spaceName })}
      />
    </Panel>
  )
}
