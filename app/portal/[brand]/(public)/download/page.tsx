import type { Metadata } from 'next'
import { requestTexts } from '@/app/_components/i18n/request'
import { DownloadPage } from '@/app/_components/kits/download-page'
import { currentBrand } from '@/lib/auth/gate'
import { getOffer } from '@/lib/kits/downloads'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('download.title') }
}

export default async function BrandDownloadPage({ searchParams }: Props) {
  const [{ id }, { platform }] = await Promise.all([currentBrand(), searchParams])
  const offer = (await getOffer(id, null)) ?? { kind: 'none' }
  return <DownloadPage offer={offer} code={null} platform={platform} />
}
