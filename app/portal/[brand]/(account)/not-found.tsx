import type { Metadata } from 'next'
import { requestTexts } from '@/app/_components/i18n/request'
import { NotFoundNotice } from '@/app/_components/ui/not-found-notice'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('errors.notFound') }
}

/** Within the account the navigation stays: the way on is beside the notice. */
export default async function NotFoundPage() {
  return <NotFoundNotice t={await requestTexts()} />
}
