import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { UserDetail } from '@/lib/users/types'
import { PasswordForm } from './password-form'
import { ResetTwoStepsButton } from './reset-two-steps-button'
import { SignOutButton } from './sign-out-button'

type Props = { user: UserDetail; isOwn: boolean; now: number; words: Words }

/** How a user comes in: its sign-ins or its invitation, and its password (requirements B2). */
export function UserAccess({ user, isOwn, now, words: { t, f } }: Props) {
  const { id, email, displayName, hasPassword, invitedUntil, lastSignInAt, twoStepsSince } = user
  const until = invitedUntil && { email, date: f.dateTime(invitedUntil.getTime()) }
  return (
    <div className="grid content-start gap-3.5">
      <Panel title={t('user.account')} titleId="account">
        <dl className="grid gap-3">
          {hasPassword ? (
            <>
              <Fact name={t('user.status')}>{t('user.active', { date: f.date(user.createdAt.getTime()) })}</Fact>
              <Fact name={t('users.columns.signIn')}>
                {lastSignInAt ? <Moment at={lastSignInAt.getTime()} now={now} /> : t('users.never')}
              </Fact>
              <Fact name={t('user.openSessions')}>{t('user.sessions', { count: user.openSessions })}</Fact>
              <Fact name={t('user.twoSteps')}>
                {twoStepsSince ? t('user.twoStepsOn', { date: f.date(twoStepsSince.getTime()) }) : t('user.twoStepsOff')}
              </Fact>
            </>
          ) : (
            <Fact name={t('user.invited')}>
              {until && t(invitedUntil.getTime() > now ? 'user.invitedUntil' : 'user.invitedExpired', until)}
            </Fact>
          )}
        </dl>
        {hasPassword && (
          <div className="mt-3 flex flex-wrap justify-end gap-2">
            {twoStepsSince && !isOwn && <ResetTwoStepsButton userId={id} name={displayName} />}
            <SignOutButton userId={id} name={displayName} />
          </div>
        )}
      </Panel>
      <Panel title={t('user.password')} titleId="password">
        {!hasPassword && <p className="mb-3 text-[13px] text-muted">{t('user.passwordOfInvited')}</p>}
        <PasswordForm userId={id} name={displayName} />
      </Panel>
    </div>
  )
}
