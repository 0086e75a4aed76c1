import { Globe } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import type { HostRow as Host } from '@/lib/hosts/types'
import { AddHostForm } from './add-host-form'
import type { HostActions } from './host-actions'
import { HostRow } from './host-row'

type Props = { brandId: string; hosts: Host[]; actions: HostActions; here: string; now: number; t: Words['t'] }

/** Where a brand answers, and what it has claimed and not proven yet. */
export function HostPanel({ brandId, hosts, actions, here, now, t }: Props) {
  const verified = hosts.filter(({ verifiedAt }) => verifiedAt)
  return (
    <Panel title={t('brandHosts.heading')} titleId="brand-hosts" hint={t('brandHosts.hint')}>
      {hosts.length === 0 ? (
        <EmptyState icon={Globe} title={t('brandHosts.none')} heading="h3" text={t('brandHosts.noneText')} />
      ) : (
        <ul className="divide-y divide-line">
          {hosts.map(({ verifiedAt, checkedAt, ...host }) => (
            <HostRow
              key={host.id}
              brandId={brandId}
              host={{
                ...host,
                verifiedAt: verifiedAt?.getTime() ?? null,
                checkedAt: checkedAt?.getTime() ?? null,
                isLast: verifiedAt !== null && verified.length === 1,
                isHere: host.host === here,
              }}
              now={now}
              actions={actions}
            />
          ))}
        </ul>
      )}
      <AddHostForm brandId={brandId} claim={actions.claim} vouch={actions.vouch} />
    </Panel>
  )
}
