import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Meter } from '@/app/_components/ui/meter'
import { PointOut } from '@/app/_components/ui/point-out'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import type { SpaceRow as Space } from '@/lib/spaces/types'
import { SpaceActions } from './space-actions'

type Props = { space: Space; isShown: boolean; words: Words }

export function SpaceRow({ space, isShown, words: { t, f } }: Props) {
  const { id, name, allocatedBytes, usedBytes, contractCount } = space
  const state = listQuotaState(usedBytes, allocatedBytes)
  const percent = quotaPercent(usedBytes, allocatedBytes)
  const usage = percent === null ? t('spaces.noVolume') : f.percent(percent)
  return (
    <tr data-space-id={id} data-state={state} className={isShown ? 'pointed-out' : undefined}>
      <td>
        {isShown && <PointOut />}
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/admin/spaces/${id}`} className="font-semibold hover:text-accent hover:underline">
            {name}
          </Link>
          {space.isDefault && <Chip>{t('spaces.default')}</Chip>}
        </span>
      </td>
      <td className="number" data-label={t('spaces.columns.allocated')}>
        {f.bytes(allocatedBytes)}
      </td>
      <td className="number" data-label={t('spaces.columns.used')}>
        {f.bytes(usedBytes)}
      </td>
      <td data-label={t('spaces.columns.percent')} className="sm:pl-6!">
        <span className="flex w-full min-w-24 items-center gap-3">
          <Meter
            percent={percent ?? (usedBytes > 0 ? 100 : 0)}
            label={t('spaces.usage', { space: name })}
            text={usage}
            state={state}
            className="flex-1"
          />
          <span className="w-12 shrink-0 text-right font-semibold text-(--state-ink) tabular-nums">{usage}</span>
        </span>
      </td>
      <td data-label={t('spaces.columns.alertEmail')} className="sm:pl-4!">
        {space.alertEmail ?? <span className="text-muted">{t('spaces.resellerEmail')}</span>}
      </td>
      <td className="number" data-label={t('spaces.columns.contracts')}>
        <Link
          href={`/contracts?space=${id}`}
          aria-label={t('spaces.contractsOf', { count: contractCount, space: name })}
          className="text-accent underline decoration-1 underline-offset-2"
        >
          {t('spaces.contracts', { count: contractCount })}
        </Link>
      </td>
      <td>
        <SpaceActions space={space} />
      </td>
    </tr>
  )
}
