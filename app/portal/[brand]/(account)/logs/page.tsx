import { ScrollText, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { LogEntries } from '@/app/_components/logs/log-entries'
import { LogFilters } from '@/app/_components/logs/log-filters'
import { readLogSearch } from '@/app/_components/logs/log-search-address'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { NoSpace, seesNoSpace } from '@/app/_components/shell/no-space'
import { type Params, withQuery } from '@/app/_components/statistics/period-address'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { searchLogs } from '@/lib/logs/queries'
import { listFilterChoices } from '@/lib/statistics/choices'

type Props = { searchParams: Promise<Params> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('logSearch.heading') }
}

export default async function LogsPage({ searchParams }: Props) {
  const actor = await requireUser()
  if (seesNoSpace(actor)) return <NoSpace title={(await requestTexts())('logSearch.heading')} actor={actor} />
  const asked = readLogSearch(await searchParams, actor.account.timeZone, clock.now())
  const { input, query } = asked
  const [choices, { entries, next }] = await orNotFound(() =>
    Promise.all([listFilterChoices(actor, { spaceId: null, contractId: input.contractId }), searchLogs(actor, input)]),
  )
  const words = wordsOf(actor)
  const { t } = words
  const isNarrowed = Boolean(input.text || input.errorsOnly || input.contractId)
  return (
    <>
      <PageHeader
        title={t('logSearch.heading')}
        beside={
          <span role="status" className="text-[13px] text-muted">
            {t(next ? 'logSearch.foundMore' : 'logSearch.found', { count: entries.length })}
          </span>
        }
      />
      <LogFilters asked={asked} contracts={choices.contracts} t={t} />
      <Panel>
        {entries.length > 0 ? (
          <LogEntries entries={entries} text={input.text} words={words} />
        ) : (
          <EmptyState
            icon={isNarrowed ? SearchX : ScrollText}
            title={t(isNarrowed ? 'logSearch.noMatch' : 'logSearch.empty')}
            text={t(isNarrowed ? 'logSearch.noMatchText' : 'logSearch.emptyText')}
          >
            {isNarrowed && (
              <Link href="/logs" className={buttonClass()}>
                {t('logSearch.clear')}
              </Link>
            )}
          </EmptyState>
        )}
        <div className="mt-3 flex flex-wrap justify-end gap-2">
          {input.before && (
            <Link href={withQuery('/logs', query)} className={buttonClass()}>
              {t('logSearch.newest')}
            </Link>
          )}
          {next && (
            <Link href={withQuery('/logs', { ...query, before: next })} className={buttonClass()}>
              {t('logSearch.older')}
            </Link>
          )}
        </div>
      </Panel>
    </>
  )
}
