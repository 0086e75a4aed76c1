import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ContractFilters } from '@/app/_components/contracts/contract-filters'
import { contractListAddress, newContractAddress } from '@/app/_components/contracts/contract-list-address'
import { ContractTable } from '@/app/_components/contracts/contract-table'
import { NoContracts } from '@/app/_components/contracts/no-contracts'
import { PageLinks } from '@/app/_components/contracts/page-links'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { NoSpace, seesNoSpace } from '@/app/_components/shell/no-space'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireUser } from '@/lib/auth/gate'
import type { UserActor } from '@/lib/auth/types'
import { getContract, listContracts } from '@/lib/contracts/queries'
import { listContractsSchema } from '@/lib/contracts/schema'
import type { ContractDetail } from '@/lib/contracts/types'
import { NotFoundError } from '@/lib/errors'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { listSpaces } from '@/lib/spaces/queries'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('contracts.heading') }
}

export default async function ContractsPage({ searchParams }: Props) {
  const actor = await requireUser()
  if (seesNoSpace(actor)) return <NoSpace title={(await requestTexts())('contracts.heading')} actor={actor} />
  const { q, space, sort, order, page, saved } = await searchParams
  const query = listContractsSchema.parse({ search: q, spaceId: space ?? null, sort, descending: order === 'desc', page: page ?? 1 })
  const [{ rows, total, pageSize }, savedContract, spaces] = await Promise.all([
    listContracts(actor, query),
    findSaved(actor, saved),
    actor.account.hasAdministration ? listSpaces(actor, actor.resellerId) : [],
  ])
  const chosenSpace = spaces.find(({ id }) => id === query.spaceId)
  if (query.spaceId && !chosenSpace) notFound()
  const pages = Math.max(1, Math.ceil(total / pageSize))
  if (query.page > pages) redirect(contractListAddress({ ...query, page: pages }))

  const words = wordsOf(actor)
  const { t, f } = words
  // What was just saved stands in the list, also where its place would be on another page.
  const isElsewhere = savedContract && !rows.some(({ id }) => id === savedContract.id)
  const shown = isElsewhere ? [savedContract, ...rows] : rows
  return (
    <LanguageProvider
      locale={actor.locale}
      timeZone={actor.account.timeZone}
      messages={compiledMessages(actor.locale, ['contractActions'])}
    >
      <PageHeader
        title={t('contracts.heading')}
        beside={<span className="text-[13px] text-muted">{t('contracts.count', { count: total })}</span>}
        actions={
          <>
            <ContractFilters query={query} spaces={spaces} t={t} />
            <Link href={newContractAddress(query.spaceId)} className={buttonClass('primary')}>
              <Plus className="size-4" aria-hidden />
              {t('contractForm.add')}
            </Link>
          </>
        }
      />
      {savedContract && (
        <Notice>
          {t('contracts.saved', { title: savedContract.title })}{' '}
          <Link href={`/contracts/${savedContract.id}`} className="font-semibold text-accent underline underline-offset-2">
            {t('contracts.seeSaved')}
          </Link>
        </Notice>
      )}
      <Panel>
        {shown.length === 0 ? (
          <NoContracts search={query.search} space={chosenSpace} t={t} />
        ) : (
          <ContractTable
            contracts={shown}
            query={query}
            showSpace={actor.account.hasAdministration}
            savedId={savedContract?.id ?? null}
            words={words}
          />
        )}
        <PageLinks query={query} pages={pages} words={{ t, f }} />
      </Panel>
    </LanguageProvider>
  )
}

/** The contract that the form has just saved; an address that names none of the actor's points nothing out. */
async function findSaved(actor: UserActor, id: string | string[] | undefined): Promise<ContractDetail | null> {
  if (typeof id !== 'string') return null
  try {
    return await getContract(actor, id)
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}
