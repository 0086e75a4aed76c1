import { requestTexts } from '@/app/_components/i18n/request'
import { NotFoundNotice } from '@/app/_components/ui/not-found-notice'
import { currentBrand } from '@/lib/auth/gate'

export default async function NotFoundPage() {
  const [t, brand] = await Promise.all([requestTexts(), currentBrand()])
  return (
    <>
      <title>{`${t('errors.notFound')} · ${brand.productName}`}</title>
      <NotFoundNotice t={t} />
    </>
  )
}
