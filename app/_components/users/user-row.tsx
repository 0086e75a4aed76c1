import { Clock, Mail, ShieldCheck } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import { PointOut } from '@/app/_components/ui/point-out'
import type { UserRow as User } from '@/lib/users/types'
import { UserActions } from './user-actions'
import { RIGHTS } from './user-form-values'

type Props = { user: User; isOwn: boolean; isSaved: boolean; now: number; words: Words }

export function UserRow({ user, isOwn, isSaved, now, words }: Props) {
  const { t } = words
  const { id, userName, displayName, email } = user
  const granted = RIGHTS.filter((right) => user.rights[right])
  return (
    <tr data-user-id={id} className={isSaved ? 'pointed-out' : undefined}>
      <td>
        {isSaved && <PointOut />}
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-x-2">
            <Link href={`/admin/users/${id}`} className="font-semibold hover:text-accent hover:underline">
              {displayName}
            </Link>
            {isOwn && <span className="text-[12.5px] text-muted">{t('users.you')}</span>}
          </span>
          <small>
            {userName} · {email}
          </small>
        </span>
      </td>
      <td data-label={t('users.columns.role')}>
        {user.role === 'administrator' ? <Chip icon={ShieldCheck}>{t('users.role.administrator')}</Chip> : t('users.role.member')}
      </td>
      <td data-label={t('users.columns.spaces')}>
        {user.role === 'administrator' ? (
          <span className="text-muted">{t('users.allSpaces')}</span>
        ) : (
          user.spaceNames.join(', ') || <span className="font-medium text-warning">{t('users.noSpace')}</span>
        )}
      </td>
      <td data-label={t('users.columns.rights')}>
        {granted.length === RIGHTS.length
          ? t('rights.all')
          : granted.map((right) => t(`rights.short.${right}`)).join(', ') || <span className="text-muted">{t('rights.none')}</span>}
      </td>
      <td data-label={t('users.columns.signIn')}>
        <SignIn user={user} now={now} words={words} />
      </td>
      <td>
        <UserActions user={{ id, userName, displayName, email, isInvited: !user.hasPassword }} look="icons" />
      </td>
    </tr>
  )
}

function SignIn({ user: { hasPassword, invitedUntil, lastSignInAt }, now, words: { t, f } }: { user: User; now: number; words: Words }) {
  if (lastSignInAt) return <Moment at={lastSignInAt.getTime()} now={now} />
  if (hasPassword || !invitedUntil) return <span className="text-muted">{t('users.never')}</span>
  if (invitedUntil.getTime() <= now) {
    return (
      <Chip icon={Clock} tone="warning">
        {t('users.expired')}
      </Chip>
    )
  }
  return <Chip icon={Mail}>{t('users.invited', { date: f.date(invitedUntil.getTime()) })}</Chip>
}
