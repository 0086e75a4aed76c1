import type { Metadata } from 'next'
import { BrandScreen } from '@/app/_components/brand/brand-screen'
import { requestTexts } from '@/app/_components/i18n/request'
import { orNotFound } from '@/app/_components/not-found-mapper'
import { requireOperator } from '@/lib/auth/gate'
import { getBrand } from '@/lib/brands/queries'
import { clock } from '@/lib/clock'
import { listHosts } from '@/lib/hosts/queries'
import { translator } from '@/lib/i18n/translator'
import {
  operatorClaimHostAction,
  operatorPrepareImageAction,
  operatorRemoveHostAction,
  operatorSaveBrandAction,
  operatorVerifyHostAction,
  operatorVouchForHostAction,
} from './actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('brandForm.heading') }
}

export default async function BrandPage({ params, searchParams }: Props) {
  const operator = await requireOperator()
  const [{ id }, { saved }] = [await params, await searchParams]
  const [brand, hosts] = await orNotFound(() => Promise.all([getBrand(operator, id), listHosts(operator, id)]))
  const t = translator(operator.locale)
  const path = `/operator/brands/${brand.id}`
  return (
    <BrandScreen
      title={brand.productName}
      crumbs={[{ href: '/operator/brands', label: t('brands.heading') }]}
      beside={<span className="text-[13px] text-muted">{brand.slug}</span>}
      brand={brand}
      hosts={hosts}
      saved={saved !== undefined}
      stored={{
        logo: brand.logo && `${path}/logo?v=${brand.logo.hash}`,
        favicon: brand.favicon && `${path}/favicon?v=${brand.favicon.hash}`,
      }}
      actor={operator}
      now={clock.now().getTime()}
      actions={{
        save: operatorSaveBrandAction.bind(null, brand.id),
        prepare: operatorPrepareImageAction.bind(null, brand.id),
        hosts: {
          claim: operatorClaimHostAction,
          verify: operatorVerifyHostAction,
          remove: operatorRemoveHostAction,
          vouch: operatorVouchForHostAction,
        },
      }}
    />
  )
}
