import type { Translate } from '@/lib/i18n/translator'
import type { MachineDetail } from '@/lib/machines/types'

type Taken = Pick<MachineDetail, 'configVersion' | 'configAppliedVersion' | 'configError'>

/** Which configuration the machine should have, and whether its agent has taken it. */
export function ConfigState({ machine, t }: { machine: Taken; t: Translate }) {
  const { configVersion: version, configAppliedVersion: applied, configError } = machine
  if (version === 0) return <span className="text-muted">{t('machine.configNone')}</span>
  if (configError) {
    return (
      <span className="text-danger">
        {t('machine.configRefused', { version })}
        <span className="block text-[12.5px]">{configError}</span>
      </span>
    )
  }
  if (applied !== version) return <span className="text-warning">{t('machine.configPending', { version, applied })}</span>
  return t('machine.configApplied', { version })
}
