import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { SilentReseller } from '@/lib/health/types'

/** Whose machines have fallen silent, most first: one reseller with many points at its line or its host. */
export function SilentPanel({ resellers, words: { t } }: { resellers: SilentReseller[]; words: Words }) {
  return (
    <Panel title={t('fleet.silentResellers')} titleId="silent">
      {resellers.length === 0 ? (
        <p className="text-muted">{t('fleet.noneSilent')}</p>
      ) : (
        <ul className="grid gap-1.5">
          {resellers.map(({ resellerId, resellerName, machines }) => (
            <li key={resellerId} className="flex justify-between gap-4">
              <Link href={`/operator/resellers/${resellerId}`} className="min-w-0 truncate font-semibold hover:text-accent hover:underline">
                {resellerName}
              </Link>
              <span className="shrink-0 tabular-nums">{t('fleet.silentCount', { count: machines })}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
