import type { Words } from '@/app/_components/i18n/request'
import { ConfigState } from '@/app/_components/machines/config-state'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { ConfiguredMachine } from '@/lib/configs/types'
import { ChooseAll } from './choose-all'

type Props = { machines: ConfiguredMachine[]; action: string; mayEdit: boolean; words: Words }

/** How each machine of a contract stands; several can be chosen, to be changed together. Works without scripts too. */
export function ConfiguredMachines({ machines, action, mayEdit, words: { t } }: Props) {
  return (
    <form action={action} className="grid gap-3">
      <div className="table-frame">
        <table className="table table-wide choose-rows" aria-labelledby="machines">
          <thead>
            <tr>
              {mayEdit && (
                <th scope="col" className="w-9">
                  <ChooseAll label={t('contractConfig.chooseAll')} />
                </th>
              )}
              <th scope="col">{t('contractConfig.columns.machine')}</th>
              <th scope="col">{t('contractConfig.columns.source')}</th>
              <th scope="col">{t('contractConfig.columns.state')}</th>
            </tr>
          </thead>
          <tbody>
            {machines.map((machine) => (
              <tr key={machine.id} data-machine-id={machine.id}>
                {mayEdit && (
                  <td>
                    <input
                      type="checkbox"
                      name="machine"
                      value={machine.id}
                      aria-label={t('contractConfig.chooseOne', { machine: machine.name })}
                      className="block size-4 accent-(--accent)"
                    />
                  </td>
                )}
                <td>
                  <Link href={`/machines/${machine.id}/configuration`} className="font-medium hover:text-accent hover:underline">
                    {machine.name}
                  </Link>
                </td>
                <td data-label={t('contractConfig.columns.source')}>
                  {machine.version === 0 ? t('config.sourceNone') : t(machine.inherits ? 'config.sourceContract' : 'config.sourceOwn')}
                </td>
                <td data-label={t('contractConfig.columns.state')}>
                  <ConfigState
                    machine={{ configVersion: machine.version, configAppliedVersion: machine.appliedVersion, configError: machine.error }}
                    t={t}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayEdit && (
        <div className="flex justify-end">
          <button type="submit" className={buttonClass()}>
            {t('contractConfig.changeChosen')}
          </button>
        </div>
      )}
    </form>
  )
}
