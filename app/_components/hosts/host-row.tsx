'use client'

import { BadgeCheck, CheckCircle2, Hourglass, RefreshCw, Trash2, TriangleAlert } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { toast } from '@/app/_components/ui/toast-store'
import type { HostActions, ShownHost } from './host-actions'
import { useHostFailures } from './host-failures'
import { ProofRecord } from './proof-record'
import { RemoveHostDialog } from './remove-host-dialog'

type Props = { brandId: string; host: ShownHost; now: number; actions: HostActions }

export function HostRow({ brandId, host, now, actions }: Props) {
  const { t, f } = useWords()
  const [removing, setRemoving] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const failureText = useFailureText()
  const failures = useHostFailures()
  const isVerified = host.verifiedAt !== null

  const run = (work: () => Promise<{ ok: true } | { ok: false; reason: string }>) =>
    startTransition(async () => {
      const result = await work().catch(() => null)
      if (result?.ok) toast({ tone: 'good', text: t('brandHosts.nowVerified', { host: host.host }) })
      const isTold = result && !result.ok && result.reason in failures.proof
      setRefusal(result?.ok || isTold ? null : result ? failureText(result, failures.add) : t('ui.unreachable'))
    })
  const told = refusal ?? (host.problem && failures.proof[host.problem])

  return (
    <li className="grid gap-2.5 py-3 first:pt-0" data-host={host.host} data-state={isVerified ? 'verified' : 'claimed'}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">{host.host}</span>
        <Chip icon={isVerified ? CheckCircle2 : Hourglass} tone={isVerified ? 'good' : 'warning'}>
          {t(isVerified ? 'brandHosts.verified' : 'brandHosts.waiting')}
        </Chip>
        {host.isHere && <span className="text-[12.5px] text-muted">{t('brandHosts.here')}</span>}
        <span className="ml-auto flex flex-wrap gap-2">
          {!isVerified && (
            <button
              type="button"
              className={buttonClass()}
              disabled={pending}
              aria-busy={pending}
              aria-description={host.host}
              onClick={() => run(() => actions.verify({ hostId: host.id }))}
            >
              <RefreshCw className={`size-4 ${pending ? 'animate-spin' : ''}`} aria-hidden />
              {pending ? t('brandHosts.checking') : t('brandHosts.check')}
            </button>
          )}
          {!isVerified && actions.vouch && (
            <button
              type="button"
              className={buttonClass()}
              disabled={pending}
              aria-description={host.host}
              onClick={() => run(async () => (await actions.vouch?.({ brandId, host: host.host })) ?? { ok: true })}
            >
              <BadgeCheck className="size-4" aria-hidden />
              {t('brandHosts.vouch')}
            </button>
          )}
          <button type="button" className={buttonClass()} aria-description={host.host} onClick={() => setRemoving(true)}>
            <Trash2 className="size-4" aria-hidden />
            {t('brandHosts.remove')}
          </button>
        </span>
      </div>
      {!isVerified && <ProofRecord record={host.record} />}
      <div aria-live="polite">
        {!isVerified && told && (
          <p className="flex gap-1.5 text-[13px] text-warning">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            <span>
              {told} {host.checkedAt && !refusal && t('brandHosts.checkedAt', { time: f.relative(host.checkedAt, now) })}
            </span>
          </p>
        )}
      </div>
      {removing && <RemoveHostDialog host={host} remove={actions.remove} onClose={() => setRemoving(false)} />}
    </li>
  )
}
