import type { Words } from '@/app/_components/i18n/request'
import { RetentionFacts } from '@/app/_components/retention/retention-facts'
import { Fact } from '@/app/_components/ui/fact'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { MachineDetail } from '@/lib/machines/types'
import type { RetentionState } from '@/lib/retention/types'
import { ConfigState } from './config-state'

type Props = { machine: MachineDetail; retention: RetentionState; now: number; showSpace: boolean; words: Words }

export function MachineFacts({ machine, retention, now, showSpace, words }: Props) {
  const { t, f } = words
  const moment = (at: Date | null, otherwise: string) => (at ? <Moment at={at.getTime()} now={now} /> : otherwise)
  return (
    <Panel>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-3 xl:grid-cols-6" aria-label={t('machine.facts')}>
        <Fact name={t('machine.lastBackup')}>{moment(machine.lastBackupAt, t('machine.never'))}</Fact>
        <Fact name={t('machine.volume')}>{f.bytes(machine.storedBytes)}</Fact>
        <Fact name={t('machine.contract')}>
          <Link href={`/contracts/${machine.contractId}`} className="text-accent underline decoration-1 underline-offset-2">
            {machine.contractTitle}
          </Link>
          {showSpace && <span className="block text-[12.5px] text-muted">{machine.spaceName}</span>}
        </Fact>
        <Fact name={t('machine.hostname')}>{machine.hostname ?? t('machine.unknown')}</Fact>
        <Fact name={t('machine.os')}>{machine.os ?? t('machine.unknown')}</Fact>
        <Fact name={t('machine.agent')}>{agent(machine, t)}</Fact>
        <Fact name={t('machine.lastSeen')}>{moment(machine.lastSeenAt, t('machine.notYet'))}</Fact>
        <Fact name={t('machine.config')}>
          <ConfigState machine={machine} t={t} />
          <Link
            href={`/machines/${machine.id}/configuration`}
            className="block w-fit font-normal text-[12.5px] text-accent underline underline-offset-2"
          >
            {t('machine.seeConfig')}
          </Link>
        </Fact>
        <Fact name={t('machine.registered')}>{f.date(machine.registeredAt.getTime())}</Fact>
        <RetentionFacts retention={retention} words={words} />
      </dl>
    </Panel>
  )
}

function agent(machine: MachineDetail, t: Words['t']): string {
  if (!machine.agentVersion) return t('machine.notYet')
  return machine.engineVersion
    ? t('machine.agentEngine', { agent: machine.agentVersion, engine: machine.engineVersion })
    : machine.agentVersion
}
