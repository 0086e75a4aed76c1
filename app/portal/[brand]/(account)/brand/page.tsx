import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BrandScreen } from '@/app/_components/brand/brand-screen'
import { requestTexts, wordsOf } from '@/app/_components/i18n/request'
import { currentBrand, requireUser } from '@/lib/auth/gate'
import { canManageBrand, ownsBrand } from '@/lib/brands/policy'
import { getBrand } from '@/lib/brands/queries'
import { clock } from '@/lib/clock'
import { listHosts } from '@/lib/hosts/queries'
import { claimHostAction, prepareImageAction, removeHostAction, saveBrandAction, verifyHostAction } from './actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('brandForm.heading') }
}

/** The own brand of a reseller, for its administrators; where there is none of the own, there is no such page. */
export default async function OwnBrandPage({ searchParams }: Props) {
  const actor = await requireUser()
  const here = await currentBrand()
  if (!ownsBrand(actor, here) || !canManageBrand(actor)) notFound()
  const [brand, hosts, { saved }] = await Promise.all([getBrand(actor, here.id), listHosts(actor, here.id), searchParams])
  const { t } = wordsOf(actor)
  return (
    <BrandScreen
      title={t('brandForm.heading')}
      brand={brand}
      hosts={hosts}
      saved={saved !== undefined}
      stored={{ logo: brand.logo && `/brand-logo?v=${brand.logo.hash}`, favicon: brand.favicon && `/brand-icon?v=${brand.favicon.hash}` }}
      actor={actor}
      now={clock.now().getTime()}
      actions={{
        save: saveBrandAction.bind(null, brand.id),
        prepare: prepareImageAction.bind(null, brand.id),
        hosts: { claim: claimHostAction, verify: verifyHostAction, remove: removeHostAction },
      }}
    />
  )
}
