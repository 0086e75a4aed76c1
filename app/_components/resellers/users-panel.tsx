import { MailQuestion } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { ResellerDetail } from '@/lib/resellers/types'
import { InviteButton } from './invite-button'
import { ResendButton } from './resend-button'

export function UsersPanel({ reseller, now, words: { t, f } }: { reseller: ResellerDetail; now: Date; words: Words }) {
  return (
    <Panel
      title={t('reseller.users')}
      titleId="users"
      hint={reseller.users.length > 0 && f.number(reseller.users.length)}
      aside={
        <span className="ml-auto">
          <InviteButton resellerId={reseller.id} />
        </span>
      }
    >
      {reseller.users.length === 0 ? (
        <p className="text-muted">{t('reseller.noUser')}</p>
      ) : (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                {(['name', 'role', 'signIn'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`reseller.userColumns.${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="sr-only">{t('reseller.userColumns.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {reseller.users.map((user) => (
                <tr key={user.id}>
                  <td>
                    <span>
                      <span className="font-semibold">{user.displayName}</span>
                      <small>
                        {user.userName} · {user.email}
                      </small>
                    </span>
                  </td>
                  <td data-label={t('reseller.userColumns.role')}>
                    {t(`reseller.roles.${user.isAdministrator ? 'administrator' : 'member'}`)}
                  </td>
                  <td data-label={t('reseller.userColumns.signIn')} className="text-muted">
                    {user.isInvited ? (
                      <Chip icon={MailQuestion} tone="warning">
                        {t('reseller.invited')}
                      </Chip>
                    ) : user.lastSignInAt ? (
                      <Moment at={user.lastSignInAt.getTime()} now={now.getTime()} />
                    ) : (
                      t('reseller.never')
                    )}
                  </td>
                  <td>
                    <span className="flex w-full justify-end">
                      {user.isInvited && <ResendButton userId={user.id} name={user.displayName} />}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
