import { FileCog, Pencil } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ConfigFacts } from '@/app/_components/configs/config-facts'
import { ConfigForm } from '@/app/_components/configs/config-form'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { getMachineConfig } from '@/lib/configs/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canConfigure } from '@/lib/machines/policy'
import { getMachine } from '@/lib/machines/queries'
import { saveConfigAction } from './actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('config.section') }
}

export default async function ConfigurationPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { edit, saved }] = [await params, await searchParams]
  const [machine, config] = await orNotFound(() => Promise.all([getMachine(actor, id), getMachineConfig(actor, id)]))
  const words = wordsOf(actor)
  const { t } = words
  const path = `/machines/${machine.id}/configuration`
  const mayEdit = canConfigure(actor)
  const editing = edit !== undefined && mayEdit
  const editLink = mayEdit && !editing && (
    <Link href={`${path}?edit=1`} className={buttonClass('primary')}>
      <Pencil className="size-4" aria-hidden />
      {t('config.edit')}
    </Link>
  )
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['config'])}>
      <PageHeader
        title={t('config.heading', { machine: machine.name })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${machine.contractId}`, label: machine.contractTitle },
          { href: `/machines/${machine.id}`, label: machine.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        actions={editLink}
      />
      {saved !== undefined && <Notice>{t('config.saved', { version: config.version })}</Notice>}
      <ConfigFacts config={config} now={clock.now().getTime()} words={words} />
      <Panel title={t('config.file')} titleId="file">
        {editing ? (
          <ConfigForm
            action={saveConfigAction.bind(null, machine.id)}
            start={{ attempt: 0, body: config.body || t('config.template'), baseVersion: config.version, failure: null }}
            cancelHref={path}
          />
        ) : config.version === 0 ? (
          <EmptyState icon={FileCog} title={t('config.none')} heading="h3" text={t('config.noneText')} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          <pre tabIndex={0} className="max-h-[60dvh] overflow-auto rounded-[8px] border border-line bg-raised p-3 font-mono text-[13px]">
            {config.body}
          </pre>
        )}
        {!mayEdit && <p className="mt-2 text-[12.5px] text-muted">{t('config.readOnly')}</p>}
      </Panel>
    </LanguageProvider>
  )
}
