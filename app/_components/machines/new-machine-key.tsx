'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { NewSecret } from '@/app/_components/ui/new-secret'
import { Panel } from '@/app/_components/ui/panel'
import type { InstallPlace } from '@/lib/kits/install-command'
import { InstallCommand } from './install-command'

type Props = { name: string; added: { machineId: string; identificationKey: string }; contractId: string; place: InstallPlace }

/** A new machine's key at large, and the command with which its agent registers (requirements D6). */
export function NewMachineKey({ name, added, contractId, place }: Props) {
  const { t } = useWords()
  const { machineId, identificationKey: value } = added
  const key = { name: t('machineForm.key'), value, copy: t('machineForm.copyKey'), again: t('machineForm.keyAgain') }
  return (
    <Panel>
      <NewSecret title={t('machineForm.added', { machine: name })} text={t('machineForm.addedText')} secret={key} large>
        <section className="grid gap-2" aria-labelledby="new-command">
          <h3 id="new-command" className="font-medium text-[13px]">
            {t('installAgent.title')}
          </h3>
          <InstallCommand place={place} identificationKey={value} />
        </section>
        <div className="flex flex-wrap gap-2 border-line border-t pt-4">
          <Link href={`/contracts/${contractId}`} className={buttonClass('primary')}>
            {t('machineForm.toContract')}
          </Link>
          <Link href={`/machines/${machineId}`} className={buttonClass()}>
            {t('machineForm.toMachine')}
          </Link>
          <a href={`/contracts/${contractId}/machines/new`} className={buttonClass()}>
            {t('machineForm.addAnother')}
          </a>
        </div>
      </NewSecret>
    </Panel>
  )
}
