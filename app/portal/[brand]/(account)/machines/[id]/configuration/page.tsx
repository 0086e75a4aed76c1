import { Pencil } from 'lucide-react'
import type { Metadata } from 'next'
import { ConfigEditor } from '@/app/_components/configs/config-editor'
import { ConfigFacts } from '@/app/_components/configs/config-facts'
import { ConfigHistory } from '@/app/_components/configs/config-history'
import { ConfigPanel } from '@/app/_components/configs/config-panel'
import { ConfigVersionView } from '@/app/_components/configs/config-version'
import { openEditor } from '@/app/_components/configs/editing'
import { FollowContract } from '@/app/_components/configs/follow-contract'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { getMachineConfig, getMachineConfigVersion, listMachineConfigVersions } from '@/lib/configs/queries'
import { versionIn } from '@/lib/configs/schema'
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
  const [{ id }, { edit, saved, version }] = [await params, await searchParams]
  const mayEdit = canConfigure(actor)
  const editing = edit !== undefined && mayEdit
  const chosen = editing ? null : versionIn(version)
  const [machine, config, versions, detail] = await orNotFound(() =>
    Promise.all([
      getMachine(actor, id),
      getMachineConfig(actor, id),
      listMachineConfigVersions(actor, id),
      chosen === null ? null : getMachineConfigVersion(actor, id, chosen),
    ]),
  )
  const words = wordsOf(actor)
  const { t } = words
  const now = clock.now().getTime()
  const path = `/machines/${machine.id}/configuration`
  const owner = { kind: 'machine', id: machine.id } as const
  const mayFollow = mayEdit && !editing && !config.inherits && config.contractVersion > 0
  const standing = { wanted: config.version, applied: config.appliedVersion, refused: config.error ? config.version : null }
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['config'])}>
      <LiveRefresh machineIds={[machine.id]} />
      <PageHeader
        title={t('config.heading', { machine: machine.name })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${machine.contractId}`, label: machine.contractTitle },
          { href: `/machines/${machine.id}`, label: machine.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        actions={
          <>
            {mayFollow && <FollowContract machineId={machine.id} machineName={machine.name} baseVersion={config.version} />}
            {mayEdit && !editing && (
              <Link href={`${path}?edit=1`} className={buttonClass('primary')}>
                <Pencil className="size-4" aria-hidden />
                {t('config.edit')}
              </Link>
            )}
          </>
        }
      />
      {saved !== undefined && <Notice>{t('config.saved', { version: config.version })}</Notice>}
      <ConfigFacts config={config} contractId={machine.contractId} now={now} words={words} />
      {detail ? (
        <ConfigVersionView detail={detail} owner={owner} wanted={config.version} mayEdit={mayEdit} path={path} now={now} words={words} />
      ) : (
        <ConfigPanel
          title={t('config.file')}
          version={config.version}
          body={config.body}
          none={{ title: t('config.none'), text: t('config.noneText') }}
          mayEdit={mayEdit}
          t={t}
        >
          {editing && (
            <ConfigEditor
              action={saveConfigAction.bind(null, machine.id)}
              start={openEditor(config.body || t('config.template'), config.version)}
              cancelHref={path}
              note={config.inherits && config.version > 0 ? t('config.becomesOwn') : undefined}
            />
          )}
        </ConfigPanel>
      )}
      {versions.length > 0 && !editing && (
        <ConfigHistory versions={versions} standing={standing} chosen={chosen} path={path} now={now} words={words} />
      )}
    </LanguageProvider>
  )
}
