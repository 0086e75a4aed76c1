import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { FailingMachine } from '@/lib/health/types'

export function FailingPanel({ failing, words: { t, f } }: { failing: FailingMachine[]; words: Words }) {
  return (
    <Panel title={t('fleet.failing')} titleId="failing" hint={t('fleet.failingHint')}>
      {failing.length === 0 ? (
        <p className="text-muted">{t('fleet.noneFailing')}</p>
      ) : (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('fleet.failingColumns.machine')}</th>
                <th scope="col">{t('fleet.failingColumns.reseller')}</th>
                <th scope="col" className="number">
                  {t('fleet.failingColumns.failures')}
                </th>
                <th scope="col" className="pl-4!">
                  {t('fleet.failingColumns.error')}
                </th>
              </tr>
            </thead>
            <tbody>
              {failing.map((machine) => (
                <tr key={machine.machineId}>
                  <td>
                    <span>
                      <span className="font-semibold">{machine.machineName}</span>
                      <small>{machine.contractTitle}</small>
                    </span>
                  </td>
                  <td data-label={t('fleet.failingColumns.reseller')}>
                    <Link href={`/operator/resellers/${machine.resellerId}`} className="hover:text-accent hover:underline">
                      {machine.resellerName}
                    </Link>
                  </td>
                  <td className="number font-semibold" data-label={t('fleet.failingColumns.failures')}>
                    {f.number(machine.failures)}
                  </td>
                  <td data-label={t('fleet.failingColumns.error')} className="text-muted sm:pl-4!">
                    {machine.lastError ?? '–'}
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
