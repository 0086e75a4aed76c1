import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { PlatformAccess } from '@/lib/support/types'
import { AccessActions } from './access-actions'

const columns = ['account', 'operator', 'grantedBy', 'until'] as const

/** The looks that are going on, on the operators' side. */
export function AccessTable({ accesses, words: { t, f } }: { accesses: PlatformAccess[]; words: Words }) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`supportDesk.columns.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{t('supportDesk.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accesses.map(({ id, resellerId, resellerName, operatorName, grantedByName, expiresAt, isOwn }) => (
            <tr key={id}>
              <td>
                <Link href={`/operator/resellers/${resellerId}`} className="font-semibold hover:text-accent hover:underline">
                  {resellerName}
                </Link>
              </td>
              <td data-label={t('supportDesk.columns.operator')}>{operatorName}</td>
              <td data-label={t('supportDesk.columns.grantedBy')}>{grantedByName}</td>
              <td data-label={t('supportDesk.columns.until')} className="tabular-nums">
                {f.time(expiresAt.getTime())}
              </td>
              <td>
                <AccessActions accessId={id} account={resellerName} mayVisit={isOwn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
