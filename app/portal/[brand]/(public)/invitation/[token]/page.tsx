import { Clock, Link2Off } from 'lucide-react'
import type { Metadata } from 'next'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { PublicCard } from '@/app/_components/shell/public-card'
import { buttonClass } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { currentBrand } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { formatter } from '@/lib/i18n/formatter'
import { findInvitation } from '@/lib/invitations/queries'
import { AcceptForm } from './accept-form'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('invitation.title') }
}

/** Where the link of an invitation mail leads (requirements B1): the invited chooses a password. */
export default async function InvitationPage({ params }: Props) {
  const { token } = await params
  const [brand, t, locale] = await Promise.all([currentBrand(), requestTexts(), requestLocale()])
  const invitation = await findInvitation(brand, token, clock.now())
  if (invitation?.state === 'open') {
    return (
      <PublicCard>
        <h1 className="mb-1 font-semibold text-[19px] tracking-[-0.015em]">{t('invitation.heading', { name: invitation.displayName })}</h1>
        <p className="mb-5 text-muted">{t('invitation.text', { account: invitation.accountName })}</p>
        <AcceptForm
          token={token}
          userName={invitation.userName}
          texts={{
            userName: t('invitation.userName'),
            password: t('invitation.password'),
            passwordHint: t('invitation.passwordHint'),
            repeated: t('invitation.repeated'),
            submit: t('invitation.submit'),
            pending: t('invitation.pending'),
            invalidPassword: t('invitation.invalidPassword'),
            differs: t('invitation.differs'),
          }}
        />
      </PublicCard>
    )
  }
  const text = invitation
    ? t('invitation.expiredText', {
        date: formatter(locale, invitation.timeZone).dateTime(invitation.expiresAt.getTime()),
        account: invitation.accountName,
      })
    : t('invitation.unknownText')
  return (
    <PublicCard>
      <EmptyState
        icon={invitation ? Clock : Link2Off}
        heading="h1"
        title={t(invitation ? 'invitation.expired' : 'invitation.unknown')}
        text={text}
      >
        <Link href="/sign-in" className={buttonClass()}>
          {t('invitation.toSignIn')}
        </Link>
      </EmptyState>
    </PublicCard>
  )
}
