import { Headset, History, PauseCircle } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { operatorWords, requestTexts } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { BrandPanel } from '@/app/_components/resellers/brand-panel'
import { ResellerActions } from '@/app/_components/resellers/reseller-actions'
import { ResellerFacts } from '@/app/_components/resellers/reseller-facts'
import { SpacesPanel } from '@/app/_components/resellers/spaces-panel'
import { StatesPanel } from '@/app/_components/resellers/states-panel'
import { UsersPanel } from '@/app/_components/resellers/users-panel'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireOperator } from '@/lib/auth/gate'
import { clock, serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getReseller } from '@/lib/resellers/detail'
import { listOpenAccesses } from '@/lib/support/queries'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const operator = await requireOperator()
  const { id } = await params
  const reseller = await getReseller(operator, id, clock.now()).catch(() => null)
  return { title: reseller?.name ?? (await requestTexts())('errors.notFound') }
}

export default async function ResellerPage({ params, searchParams }: Props) {
  const operator = await requireOperator()
  const [{ id }, { added, saved }] = [await params, await searchParams]
  const now = clock.now()
  const reseller = await orNotFound(() => getReseller(operator, id, now))
  const [access] = await listOpenAccesses(operator, now, reseller.id)
  const words = operatorWords(operator)
  const { t, f } = words
  const machineCount = reseller.states.reduce((sum, { count }) => sum + count, 0)
  return (
    <LanguageProvider
      locale={operator.locale}
      timeZone={serverTimeZone()}
      messages={compiledMessages(operator.locale, ['resellerActions'])}
    >
      <PageHeader
        title={reseller.name}
        crumbs={[{ href: '/operator', label: t('shell.resellers') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={
          reseller.suspendedAt && (
            <Chip icon={PauseCircle}>{t('reseller.suspendedSince', { date: f.date(reseller.suspendedAt.getTime()) })}</Chip>
          )
        }
        actions={
          <>
            <Link href={`/operator/audit?reseller=${reseller.id}`} className={buttonClass()}>
              <History className="size-4" aria-hidden />
              {t('reseller.audit')}
            </Link>
            <ResellerActions
              reseller={{ id: reseller.id, name: reseller.name, suspended: reseller.suspendedAt !== null, machineCount }}
              look="buttons"
            />
          </>
        }
      />
      {(added || saved) && <Notice>{t(added ? 'reseller.added' : 'reseller.saved', { name: reseller.name })}</Notice>}
      {access && (
        <p className="flex items-center gap-2 rounded-panel border border-line bg-warning-soft px-3.5 py-2.5 text-warning">
          <Headset className="size-4 shrink-0" aria-hidden />
          <Link href="/operator/support" className="underline underline-offset-2">
            {t('reseller.support', { operator: access.operatorName, time: f.time(access.expiresAt.getTime()) })}
          </Link>
        </p>
      )}
      <ResellerFacts reseller={reseller} machineCount={machineCount} words={words} />
      <StatesPanel states={reseller.states} words={words} />
      <div className="grid items-start gap-3.5 xl:grid-cols-2">
        <SpacesPanel reseller={reseller} words={words} />
        <div className="grid gap-3.5">
          <UsersPanel reseller={reseller} now={now} words={words} />
          <BrandPanel reseller={reseller} t={t} />
        </div>
      </div>
    </LanguageProvider>
  )
}
