import type { Metadata } from 'next'
import { cache } from 'react'
import { wordsOf } from '@/app/_components/i18n/request'
import { KitArchives } from '@/app/_components/kits/kit-archives'
import { KitContentFacts } from '@/app/_components/kits/kit-content-facts'
import { KitMark } from '@/app/_components/kits/kit-mark'
import { KitStateChip } from '@/app/_components/kits/kit-state-chip'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { kitPlatforms, platformNames } from '@/lib/kits/platforms'
import { getKit } from '@/lib/kits/queries'
import { currentAgentVersion } from '@/lib/kits/sources'

type Props = { params: Promise<{ id: string }> }

const readKit = cache((actor: UserActor, id: string) => orNotFound(() => getKit(actor, id)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await requireUser()
  const { productName: product, version } = await readKit(actor, (await params).id)
  return { title: wordsOf(actor).t('kits.versionOf', { product, version }) }
}

export default async function KitPage({ params }: Props) {
  const actor = await requireUser()
  const kit = await readKit(actor, (await params).id)
  const words = wordsOf(actor)
  const { t } = words
  return (
    <>
      <PageHeader
        title={t('kits.versionOf', { product: kit.productName, version: kit.version })}
        crumbs={[{ href: '/kits', label: t('shell.kits') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={<KitStateChip state={kit.state} t={t} />}
      />
      <Panel
        title={t('kits.content')}
        titleId="content"
        aside={
          <span className="ml-auto">
            <KitMark kit={kit} size={36} />
          </span>
        }
      >
        <KitContentFacts kit={kit} words={words} />
      </Panel>
      <Panel
        title={t('kits.archives')}
        titleId="archives"
        hint={kit.state === 'draft' ? t('kits.draftArchivesHint', { agent: currentAgentVersion() ?? '–' }) : t('kits.archivesHint')}
      >
        <KitArchives kit={kit} words={words} />
      </Panel>
      <Panel title={t('kits.configs')} titleId="configs" hint={t('kits.configsHint')}>
        <div className="grid gap-4 lg:grid-cols-3">
          {kitPlatforms.map((platform) => (
            <section key={platform} aria-labelledby={`config-${platform}`} className="grid content-start gap-1.5">
              <h3 id={`config-${platform}`} className="font-medium text-[13px]">
                {platformNames[platform]}
              </h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
              <pre tabIndex={0} className="max-h-80 overflow-auto rounded-[8px] border border-line bg-raised p-3 font-mono text-[13px]">
                {kit.configs[platform]}
              </pre>
            </section>
          ))}
        </div>
      </Panel>
    </>
  )
}
