import type { Words } from '@/app/_components/i18n/request'
import { Meter } from '@/app/_components/ui/meter'
import { Panel } from '@/app/_components/ui/panel'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import type { ResellerDetail } from '@/lib/resellers/types'

export function SpacesPanel({ reseller, words: { t, f } }: { reseller: ResellerDetail; words: Words }) {
  const shared = reseller.spaces.reduce((sum, { allocatedBytes }) => sum + allocatedBytes, 0)
  const hint = t('reseller.shared', { shared: f.bytes(shared), free: f.bytes(Math.max(0, reseller.allocatedBytes - shared)) })
  return (
    <Panel title={t('reseller.spaces')} titleId="spaces" hint={hint}>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('reseller.spaceColumns.name')}</th>
              <th scope="col" className="number">
                {t('reseller.spaceColumns.contracts')}
              </th>
              <th scope="col" className="w-[34%] pl-4!">
                {t('reseller.spaceColumns.used')}
              </th>
              <th scope="col" className="number">
                {t('reseller.spaceColumns.allocated')}
              </th>
            </tr>
          </thead>
          <tbody>
            {reseller.spaces.map((space) => (
              <tr key={space.id}>
                <td>
                  <span className="font-semibold">{space.name}</span>{' '}
                  {space.isDefault && <span className="text-[12.5px] text-muted">{t('reseller.default')}</span>}
                </td>
                <td className="number" data-label={t('reseller.spaceColumns.contracts')}>
                  {f.number(space.contractCount)}
                </td>
                <td data-label={t('reseller.spaceColumns.used')} className="sm:pl-4!">
                  <span className="flex w-full min-w-0 items-center gap-3">
                    <Meter
                      percent={quotaPercent(space.usedBytes, space.allocatedBytes) ?? 0}
                      label={t('operator.usage', { reseller: space.name })}
                      text={f.bytes(space.usedBytes)}
                      state={listQuotaState(space.usedBytes, space.allocatedBytes)}
                      className="flex-1"
                    />
                    <span className="w-16 shrink-0 text-right tabular-nums">{f.bytes(space.usedBytes)}</span>
                  </span>
                </td>
                <td className="number" data-label={t('reseller.spaceColumns.allocated')}>
                  {f.bytes(space.allocatedBytes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
