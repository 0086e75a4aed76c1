import { Ban, CheckCircle2, Clock, Download, LoaderCircle, type LucideIcon, TimerOff, XCircle } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip, type Tone } from '@/app/_components/ui/chip'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { AgentCommand, AgentCommandState } from '@/lib/agent-commands/types'
import { WithdrawCommand } from './withdraw-command'

const looks: Record<AgentCommandState, [icon: LucideIcon, tone: Tone]> = {
  queued: [Clock, 'neutral'],
  delivered: [Download, 'neutral'],
  running: [LoaderCircle, 'neutral'],
  done: [CheckCircle2, 'good'],
  failed: [XCircle, 'danger'],
  expired: [TimerOff, 'warning'],
  cancelled: [Ban, 'neutral'],
}

type Props = { commands: AgentCommand[]; now: number; words: Words }

/** What was asked of a machine's agent today, and how it goes. */
export function CommandList({ commands, now, words: { t, f } }: Props) {
  return (
    <Panel title={t('agentCommands.title')} titleId="agent-commands">
      <ul className="grid gap-2.5">
        {commands.map((command) => {
          const [icon, tone] = looks[command.state]
          return (
            <li key={command.id} data-command-state={command.state} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{t(`agentCommands.kind.${command.kind}`)}</span>
              <Chip icon={icon} tone={tone}>
                {t(`agentCommands.state.${command.state}`)}
              </Chip>
              <span className="text-[12.5px] text-muted">
                {t('agentCommands.askedBy', { name: command.askedByName })} <Moment at={command.askedAt.getTime()} now={now} />
              </span>
              {command.state === 'queued' && <WithdrawCommand commandId={command.id} />}
              <Remark command={command} t={t} f={f} />
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function Remark({ command, t, f }: { command: AgentCommand } & Words) {
  const text =
    command.state === 'queued'
      ? t('agentCommands.waitingFor', { date: f.dateTime(command.expiresAt.getTime()) })
      : command.state === 'expired' && !command.result
        ? t('agentCommands.expiredText')
        : command.result
  return text && <p className="w-full text-[12.5px] text-muted [overflow-wrap:anywhere]">{text}</p>
}
