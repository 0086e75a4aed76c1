import { Unlink } from 'lucide-react'
import type { Metadata } from 'next'
import { requestTexts } from '@/app/_components/i18n/request'
import { EmptyState } from '@/app/_components/ui/empty-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('support.linkExpired') }
}

export default async function ExpiredLinkPage() {
  const t = await requestTexts()
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <EmptyState icon={Unlink} title={t('support.linkExpired')} heading="h1" text={t('support.linkExpiredText')} />
    </main>
  )
}
