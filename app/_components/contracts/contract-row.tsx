import { PauseCircle } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Meter } from '@/app/_components/ui/meter'
import { PointOut } from '@/app/_components/ui/point-out'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import type { ContractRow as Contract } from '@/lib/contracts/types'
import { ContractActions } from './contract-actions'

type Props = { contract: Contract; showSpace: boolean; isSaved: boolean; words: Words }

export function ContractRow({ contract, showSpace, isSaved, words: { t, f } }: Props) {
  const state = contract.suspendedAt ? 'suspended' : listQuotaState(contract.usedBytes, contract.subscribedBytes)
  const limit = contract.machineLimit === null ? t('contracts.unlimited') : f.number(contract.machineLimit)
  const { id, title, machineCount, usedBytes } = contract
  return (
    <tr data-contract-id={id} data-state={state} className={isSaved ? 'pointed-out' : undefined}>
      <td>
        {isSaved && <PointOut />}
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/contracts/${contract.id}`} className="font-semibold hover:text-accent hover:underline">
            {contract.title}
          </Link>
          {contract.suspendedAt && <Chip icon={PauseCircle}>{t('contracts.suspended')}</Chip>}
        </span>
      </td>
      {showSpace && <td data-label={t('contracts.columns.space')}>{contract.spaceName}</td>}
      <td className="number" data-label={t('contracts.columns.machines')}>
        {t('contracts.machinesOf', { count: f.number(contract.machineCount), limit })}
      </td>
      <td className="number" data-label={t('contracts.columns.used')}>
        {f.bytes(contract.usedBytes)}
      </td>
      <td className="number" data-label={t('contracts.columns.subscribed')}>
        {f.bytes(contract.subscribedBytes)}
      </td>
      <td data-label={t('contracts.columns.percent')} className="sm:pl-6!">
        <Usage contract={contract} state={state} words={{ t, f }} />
      </td>
      <td>
        <ContractActions contract={{ id, title, suspended: contract.suspendedAt !== null, machineCount, usedBytes }} look="icons" />
      </td>
    </tr>
  )
}

function Usage({ contract, state, words: { t, f } }: { contract: Contract; state: string; words: Words }) {
  const percent = quotaPercent(contract.usedBytes, contract.subscribedBytes)
  const text = percent === null ? t('contracts.noVolume') : f.percent(percent)
  return (
    <span className="flex w-full min-w-0 items-center gap-3">
      <Meter
        percent={percent ?? (contract.usedBytes > 0 ? 100 : 0)}
        label={t('contracts.usage', { contract: contract.title })}
        text={text}
        state={state}
        className="flex-1"
      />
      <span className="w-12 shrink-0 text-right font-semibold text-(--state-ink) tabular-nums">{text}</span>
    </span>
  )
}
