import { CheckCircle2 } from 'lucide-react'
import type { Metadata } from 'next'
import { requestTexts } from '@/app/_components/i18n/request'
import { PublicCard } from '@/app/_components/shell/public-card'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('invitation.accepted') }
}

export default async function InvitationAcceptedPage() {
  const t = await requestTexts()
  return (
    <PublicCard>
      <EmptyState icon={CheckCircle2} heading="h1" title={t('invitation.accepted')} text={t('invitation.acceptedText')}>
        <Link href="/sign-in" className={buttonClass('primary')}>
          {t('invitation.toSignIn')}
        </Link>
      </EmptyState>
    </PublicCard>
  )
}
