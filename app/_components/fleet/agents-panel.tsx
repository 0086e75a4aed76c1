import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import type { AgentVersion } from '@/lib/health/types'

const NONE = 'none'

export function AgentsPanel({ agents, words: { t, f } }: { agents: AgentVersion[]; words: Words }) {
  return (
    <Panel title={t('fleet.agents')} titleId="agents">
      {agents.length === 0 ? (
        <p className="text-muted">{t('reseller.noMachine')}</p>
      ) : (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('fleet.agentColumns.version')}</th>
                <th scope="col" className="number">
                  {t('fleet.agentColumns.machines')}
                </th>
                <th scope="col" className="number">
                  {t('fleet.agentColumns.silent')}
                </th>
              </tr>
            </thead>
            <tbody>
              {agents.map(({ version, machines, silent }) => (
                <tr key={version ?? NONE}>
                  <td className="font-semibold">{version ?? t('fleet.noVersion')}</td>
                  <td className="number" data-label={t('fleet.agentColumns.machines')}>
                    {f.number(machines)}
                  </td>
                  <td className="number" data-label={t('fleet.agentColumns.silent')}>
                    {f.number(silent)}
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
