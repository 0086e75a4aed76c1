import type { ReactNode } from 'react'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import type { KitDetail } from '@/lib/kits/types'
import { KitStateChip } from './kit-state-chip'

type Props = { kits: KitDetail[]; words: Words; actions: (kit: KitDetail) => ReactNode }

/** Every version that there was, the newest first. */
export function KitTable({ kits, words: { t, f }, actions }: Props) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {(['version', 'name', 'state', 'published', 'agent'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`kits.columns.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{t('kits.columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {kits.map((kit) => (
            <tr key={kit.id} data-state={kit.state}>
              <td>
                <Link href={`/kits/${kit.id}`} className="font-semibold hover:text-accent hover:underline">
                  {t('kits.version', { version: kit.version })}
                </Link>
              </td>
              <td data-label={t('kits.columns.name')}>{kit.productName}</td>
              <td data-label={t('kits.columns.state')}>
                <KitStateChip state={kit.state} t={t} />
              </td>
              <td data-label={t('kits.columns.published')}>
                {kit.publishedAt ? t('kits.publishedBy', { date: f.date(kit.publishedAt.getTime()), name: kit.publishedBy ?? '' }) : '–'}
              </td>
              <td data-label={t('kits.columns.agent')}>{kit.agentVersion ?? '–'}</td>
              <td>
                <span className="flex flex-wrap justify-end gap-1.5">{actions(kit)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
