import type { Metadata } from 'next'
import { requestTexts } from '@/app/_components/i18n/request'
import { NotFoundNotice } from '@/app/_components/ui/not-found-notice'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('errors.notFound') }
}

export default async function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <NotFoundNotice t={await requestTexts()} />
    </main>
  )
}
