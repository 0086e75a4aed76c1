import { Laptop, Smartphone } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { Moment } from '@/app/_components/ui/moment'
import type { Formatter } from '@/lib/i18n/formatter'
import type { Translate } from '@/lib/i18n/translator'
import type { OwnSession } from '@/lib/profile/types'

type Props = {
  sessions: OwnSession[]
  now: Date
  t: Translate
  f: Formatter
  end: (sessionId: string) => Promise<void>
  endOthers: () => Promise<void>
}

/** Where one is signed in, and the way to end it; plain forms, so that it works without scripts. */
export function SessionTable({ sessions, now, t, f, end, endOthers }: Props) {
  return (
    <div className="grid gap-3">
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('profile.columns.browser')}</th>
              <th scope="col">{t('profile.columns.address')}</th>
              <th scope="col">{t('profile.columns.since')}</th>
              <th scope="col">{t('profile.columns.lastSeen')}</th>
              <th scope="col">
                <span className="sr-only">{t('profile.columns.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} now={now} t={t} f={f} end={end} />
            ))}
          </tbody>
        </table>
      </div>
      {sessions.length > 1 ? (
        <form action={endOthers} className="flex justify-end">
          <button type="submit" className={buttonClass()}>
            {t('profile.endOthers')}
          </button>
        </form>
      ) : (
        <p className="text-muted">{t('profile.onlyThis')}</p>
      )}
    </div>
  )
}

function SessionRow({ session, now, t, f, end }: Omit<Props, 'sessions' | 'endOthers'> & { session: OwnSession }) {
  const browser = session.browser ?? t('profile.unknownBrowser')
  const Icon = /Android|iOS/.test(browser) ? Smartphone : Laptop
  return (
    <tr>
      <td>
        <span className="flex flex-wrap items-center gap-2 font-medium">
          <Icon className="size-4 shrink-0 text-muted" aria-hidden />
          {browser}
          {session.isCurrent && <Chip>{t('profile.thisSession')}</Chip>}
        </span>
      </td>
      <td data-label={t('profile.columns.address')} className="tabular-nums">
        {session.address ?? '–'}
      </td>
      <td data-label={t('profile.columns.since')}>
        <time dateTime={session.createdAt.toISOString()} title={f.exact(session.createdAt.getTime())}>
          {f.dateTime(session.createdAt.getTime())}
        </time>
      </td>
      <td data-label={t('profile.columns.lastSeen')}>
        <Moment at={session.lastSeenAt.getTime()} now={now.getTime()} />
      </td>
      <td className="number">
        {!session.isCurrent && (
          <form action={end.bind(null, session.id)}>
            <button
              type="submit"
              className={buttonClass()}
              aria-label={t('profile.endSessionName', { browser, address: session.address ?? '–' })}
            >
              {t('profile.endSession')}
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}
