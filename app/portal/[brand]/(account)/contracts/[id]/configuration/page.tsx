import { Pencil } from 'lucide-react'
import type { Metadata } from 'next'
import { ConfigEditor } from '@/app/_components/configs/config-editor'
import { ConfigHistory } from '@/app/_components/configs/config-history'
import { ConfigPanel } from '@/app/_components/configs/config-panel'
import { ConfigVersionView } from '@/app/_components/configs/config-version'
import { ConfiguredMachines } from '@/app/_components/configs/configured-machines'
import { openEditor } from '@/app/_components/configs/editing'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { buttonClass } from '@/app/_components/ui/button'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { getContractConfig, getContractConfigVersion, listConfiguredMachines, listContractConfigVersions } from '@/lib/configs/queries'
import { countIn, versionIn } from '@/lib/configs/schema'
import { getContract } from '@/lib/contracts/queries'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { canConfigure } from '@/lib/machines/policy'
import { saveContractConfigAction } from './actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('contractConfig.section') }
}

export default async function ContractConfigurationPage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { edit, saved, changed, none, version }] = [await params, await searchParams]
  const mayEdit = canConfigure(actor)
  const editing = edit !== undefined && mayEdit
  const chosen = editing ? null : versionIn(version)
  const [contract, config, versions, machines, detail] = await orNotFound(() =>
    Promise.all([
      getContract(actor, id),
      getContractConfig(actor, id),
      listContractConfigVersions(actor, id),
      listConfiguredMachines(actor, id),
      chosen === null ? null : getContractConfigVersion(actor, id, chosen),
    ]),
  )
  const words = wordsOf(actor)
  const { t } = words
  const now = clock.now().getTime()
  const path = `/contracts/${contract.id}/configuration`
  const owner = { kind: 'contract', id: contract.id } as const
  const standing = { wanted: config.version, applied: null, refused: null }
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['config'])}>
      <LiveRefresh machineIds={machines.map((machine) => machine.id)} />
      <PageHeader
        title={t('contractConfig.heading', { contract: contract.title })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${contract.id}`, label: contract.title },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
        actions={
          mayEdit &&
          !editing && (
            <Link href={`${path}?edit=1`} className={buttonClass('primary')}>
              <Pencil className="size-4" aria-hidden />
              {t('contractConfig.edit')}
            </Link>
          )
        }
      />
      {saved !== undefined && <Notice>{t('contractConfig.saved', { version: config.version, count: countIn(saved) })}</Notice>}
      {changed !== undefined && <Notice>{t('contractConfig.changed', { count: countIn(changed) })}</Notice>}
      {none !== undefined && <FormAlert>{t('contractConfig.chooseFirst')}</FormAlert>}
      {detail ? (
        <ConfigVersionView detail={detail} owner={owner} wanted={config.version} mayEdit={mayEdit} path={path} now={now} words={words} />
      ) : (
        <ConfigPanel
          title={t('contractConfig.file')}
          hint={t('contractConfig.fileHint')}
          version={config.version}
          body={config.body}
          none={{ title: t('contractConfig.none'), text: t('contractConfig.noneText') }}
          mayEdit={mayEdit}
          t={t}
        >
          {editing && (
            <ConfigEditor
              action={saveContractConfigAction.bind(null, contract.id)}
              start={openEditor(config.body || t('config.template'), config.version)}
              cancelHref={path}
            />
          )}
        </ConfigPanel>
      )}
      {!editing && (
        <>
          {versions.length > 0 && (
            <ConfigHistory versions={versions} standing={standing} chosen={chosen} path={path} now={now} words={words} />
          )}
          <Panel title={t('contractConfig.machines')} titleId="machines">
            {machines.length === 0 ? (
              <p className="text-muted">{t('contractConfig.noMachines')}</p>
            ) : (
              <ConfiguredMachines machines={machines} action={`${path}/machines`} mayEdit={mayEdit} words={words} />
            )}
          </Panel>
        </>
      )}
    </LanguageProvider>
  )
}
