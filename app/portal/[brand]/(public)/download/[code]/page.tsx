import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { requestTexts } from '@/app/_components/i18n/request'
import { DownloadPage } from '@/app/_components/kits/download-page'
import { currentBrand } from '@/lib/auth/gate'
import { getOffer } from '@/lib/kits/downloads'
import { OWN_KIT } from '@/lib/kits/install-command'

type Props = { params: Promise<{ code: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('download.title') }
}

/** The kit of one of the resellers that share a brand, by its own link. */
export default async function LinkedDownloadPage({ params, searchParams }: Props) {
  const [{ id }, { code }, { platform }] = await Promise.all([currentBrand(), params, searchParams])
  if (code === OWN_KIT) redirect('/download')
  const offer = await getOffer(id, code)
  if (!offer) notFound()
  return <DownloadPage offer={offer} code={code} platform={platform} />
}
