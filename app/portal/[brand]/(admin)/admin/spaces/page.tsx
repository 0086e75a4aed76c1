import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { AccountVolume } from '@/app/_components/spaces/account-volume'
import { SpaceTable } from '@/app/_components/spaces/space-table'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireAdministrator } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getAccountVolume, listSpacesWithUse } from '@/lib/spaces/queries'
import { listSpacesSchema } from '@/lib/spaces/schema'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('spaces.heading') }
}

export default async function SpacesPage({ searchParams }: Props) {
  const actor = await requireAdministrator()
  const { sort, order, saved, shown } = await searchParams
  const query = listSpacesSchema.parse({ sort, descending: order === 'desc' })
  const [spaces, volume] = await Promise.all([listSpacesWithUse(actor, query), getAccountVolume(actor)])
  const words = wordsOf(actor)
  const { t } = words
  const savedSpace = spaces.find(({ id }) => id === saved)
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['administration', 'spaceActions'])}
    >
      <PageHeader
        title={t('spaces.heading')}
        beside={<span className="text-[13px] text-muted">{t('spaces.count', { count: spaces.length })}</span>}
        actions={
          <Link href="/admin/spaces/new" className={buttonClass('primary')}>
            <Plus className="size-4" aria-hidden />
            {t('spaces.add')}
          </Link>
        }
      />
      {savedSpace && <Notice>{t('spaces.saved', { name: savedSpace.name })}</Notice>}
      <AccountVolume volume={volume} words={words} />
      <Panel>
        <SpaceTable spaces={spaces} query={query} shownId={savedSpace?.id ?? (typeof shown === 'string' ? shown : null)} words={words} />
      </Panel>
    </LanguageProvider>
  )
}
