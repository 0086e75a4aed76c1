import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { BrandTable } from '@/app/_components/brand/brand-table'
import { requestTexts } from '@/app/_components/i18n/request'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireOperator } from '@/lib/auth/gate'
import { listBrands } from '@/lib/brands/queries'
import { translator } from '@/lib/i18n/translator'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('brands.heading') }
}

export default async function BrandsPage() {
  const operator = await requireOperator()
  const brands = await listBrands(operator)
  const t = translator(operator.locale)
  return (
    <>
      <PageHeader
        title={t('brands.heading')}
        beside={<span className="text-[13px] text-muted">{t('brands.count', { count: brands.length })}</span>}
        actions={
          <Link href="/operator/brands/new" className={buttonClass('primary')}>
            <Plus className="size-4" aria-hidden />
            {t('brands.add')}
          </Link>
        }
      />
      <BrandTable brands={brands} t={t} locale={operator.locale} />
    </>
  )
}
