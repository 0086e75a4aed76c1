import { ArchiveRestore, Lock } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, type Words, wordsOf } from '@/app/_components/i18n/request'
import { LiveRefresh } from '@/app/_components/live/live-refresh'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { RestoreBrowser } from '@/app/_components/restores/restore-browser'
import { RestoreList } from '@/app/_components/restores/restore-list'
import { RestoreRules } from '@/app/_components/restores/restore-rules'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { MAX_RESTORE_PATHS } from '@/lib/agent-protocol/restore'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getMachine } from '@/lib/machines/queries'
import { canRestore, canSetRestoreRules } from '@/lib/restores/policy'
import { getRestoreRules, listRestores } from '@/lib/restores/queries'
import { isUnderWay } from '@/lib/restores/state'
import { listSnapshots } from '@/lib/snapshots/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const FAILURES = ['gone', 'busy', 'damaged', 'unavailable', 'not_in_backup', 'used', 'too_many'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('restore.section') }
}

export default async function RestorePage({ params, searchParams }: Props) {
  const actor = await requireUser()
  const [{ id }, { snapshot, failed, download }] = [await params, await searchParams]
  const now = clock.now()
  const [machine, snapshots, restores, rules] = await orNotFound(() =>
    Promise.all([getMachine(actor, id), listSnapshots(actor, id), listRestores(actor, id, now), getRestoreRules(actor)]),
  )
  const words = wordsOf(actor)
  const { t } = words
  const failure = FAILURES.find((reason) => reason === failed)
  // The newest that took everything; what a link names goes before.
  const chosen =
    snapshots.find((version) => version.id === snapshot) ?? snapshots.find(({ complete }) => complete !== false) ?? snapshots[0]
  const versions = snapshots.map(({ id, at, files, bytes, complete }) => ({ id, at: at.getTime(), files, bytes, complete }))
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, ['restore'])}>
      <LiveRefresh machineIds={[machine.id]} growing={restores.some(({ state }) => isUnderWay(state))} />
      <PageHeader
        title={t('restore.heading', { machine: machine.name })}
        crumbs={[
          { href: '/contracts', label: t('shell.contracts') },
          { href: `/contracts/${machine.contractId}`, label: machine.contractTitle },
          { href: `/machines/${machine.id}`, label: machine.name },
        ]}
        crumbsLabel={t('shell.breadcrumb')}
      />
      {!canRestore(actor) ? (
        <Refused words={words} />
      ) : (
        <>
          {failure && (
            <FormAlert>
              {t(`restore.refused.${failure}`)}{' '}
              {failure === 'too_many' && typeof download === 'string' && (
                <a href={`/machines/${machine.id}/restore/downloads/${encodeURIComponent(download)}`} className="underline">
                  {t('restore.downloadAgain')}
                </a>
              )}
            </FormAlert>
          )}
          {chosen ? (
            <RestoreBrowser
              machineId={machine.id}
              machineName={machine.name}
              versions={versions}
              chosen={chosen.id}
              rules={rules}
              maxPaths={MAX_RESTORE_PATHS}
            />
          ) : (
            <Panel>
              <EmptyState icon={ArchiveRestore} title={t('restore.none')} text={t('restore.noneText')}>
                <Link href={`/machines/${machine.id}`} className={buttonClass()}>
                  {t('restore.toMachine')}
                </Link>
              </EmptyState>
            </Panel>
          )}
          <RestoreList restores={restores} now={now.getTime()} words={words} />
          {canSetRestoreRules(actor) && <RestoreRules rules={rules} />}
        </>
      )}
    </LanguageProvider>
  )
}

function Refused({ words: { t } }: { words: Words }) {
  return (
    <Panel>
      <EmptyState icon={Lock} title={t('restore.forbidden')} text={t('restore.forbiddenText')} />
    </Panel>
  )
}
