import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import type { RetentionState } from '@/lib/retention/types'

type Props = { retention: RetentionState; words: Words }

/** How many versions of a machine there are, and how the last check of its storage went (requirements D5). */
export function RetentionFacts({ retention, words: { t, f } }: Props) {
  const { versions, oldestAt } = retention
  return (
    <>
      <Fact name={t('retention.versions')}>
        {oldestAt ? t('retention.versionsSince', { count: versions, date: f.date(oldestAt.getTime()) }) : t('retention.noVersions')}
      </Fact>
      <Fact name={t('retention.check')}>
        <CheckState retention={retention} words={{ t, f }} />
      </Fact>
    </>
  )
}

function CheckState({ retention: { checkedAt, checkFailure, checkDue, versions }, words: { t, f } }: Props) {
  if (!checkedAt) return t(versions > 0 || checkDue ? 'retention.checkPending' : 'retention.checkNone')
  const date = (
    <time dateTime={checkedAt.toISOString()} title={f.exact(checkedAt.getTime())} className={checkFailure ? 'text-danger' : undefined}>
      {t(checkFailure ? 'retention.checkFailed' : 'retention.checkPassed', { date: f.date(checkedAt.getTime()) })}
    </time>
  )
  return (
    <>
      {date}
      {checkDue && <span className="block font-normal text-[12.5px] text-muted">{t('retention.checkSoon')}</span>}
    </>
  )
}
