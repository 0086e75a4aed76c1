import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { contractListAddress, contractListQuery } from '@/app/_components/contracts/contract-list-address'
import { ContractSearch } from '@/app/_components/contracts/contract-search'
import { ContractTable } from '@/app/_components/contracts/contract-table'
import { NoContracts } from '@/app/_components/contracts/no-contracts'
import { PageLinks } from '@/app/_components/contracts/page-links'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import { listContracts } from '@/lib/contracts/queries'
import { listContractsSchema } from '@/lib/contracts/schema'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('contracts.heading') }
}

export default async function ContractsPage({ searchParams }: Props) {
  const actor = await requireUser()
  const { q, sort, order, page } = await searchParams
  const query = listContractsSchema.parse({ search: q, sort, descending: order === 'desc', page: page ?? 1 })
  const { rows, total, pageSize } = await listContracts(actor, query)
  const pages = Math.max(1, Math.ceil(total / pageSize))
  if (query.page > pages) redirect(contractListAddress({ ...query, page: pages }))

  const words = wordsOf(actor)
  const { t, f } = words
  return (
    <>
      <PageHeader
        title={t('contracts.heading')}
        beside={<span className="text-[13px] text-muted">{t('contracts.count', { count: total })}</span>}
        actions={
          <ContractSearch
            search={query.search}
            label={t('contracts.search')}
            placeholder={t('contracts.searchPlaceholder')}
            submit={t('contracts.searchSubmit')}
            kept={Object.fromEntries(contractListQuery({ sort: query.sort, descending: query.descending }))}
          />
        }
      />
      <Panel>
        {rows.length === 0 ? (
          <NoContracts search={query.search} t={t} />
        ) : (
          <ContractTable contracts={rows} query={query} showSpace={actor.account.hasAdministration} words={words} />
        )}
        <PageLinks query={query} pages={pages} words={{ t, f }} />
      </Panel>
    </>
  )
}
