'use client'

import { KeyRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { InstallPlace } from '@/lib/kits/install-command'
import { InstallCommand } from './install-command'

type Props = { name: string; added: { machineId: string; identificationKey: string }; contractId: string; place: InstallPlace }

/** A new machine's key at large, and the command with which its agent registers (requirements D6). */
export function NewMachineKey({ name, added, contractId, place }: Props) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { machineId, identificationKey: key } = added
  return (
    <Panel>
      <div className="grid max-w-3xl gap-5">
        <div role="status" className="grid gap-1">
          <h2 ref={heading} tabIndex={-1} className="flex items-center gap-2 font-semibold text-[16px] outline-none">
            <KeyRound className="size-4.5 shrink-0 text-good" aria-hidden />
            {t('machineForm.added', { machine: name })}
          </h2>
          <p className="text-muted">{t('machineForm.addedText')}</p>
        </div>
        <section className="grid gap-2" aria-labelledby="new-key">
          <h3 id="new-key" className="font-medium text-[13px]">
            {t('machineForm.key')}
          </h3>
          <code className="select-all rounded-[8px] border border-edge bg-raised px-4 py-3 text-center font-mono font-semibold text-[18px] tracking-[0.04em] [overflow-wrap:anywhere] sm:text-[22px]">
            {key}
          </code>
          <div className="flex flex-wrap items-center gap-3">
            <CopyButton text={key} label={t('machineForm.copyKey')} />
            <p className="text-[12.5px] text-muted">{t('machineForm.keyAgain')}</p>
          </div>
        </section>
        <section className="grid gap-2" aria-labelledby="new-command">
          <h3 id="new-command" className="font-medium text-[13px]">
            {t('installAgent.title')}
          </h3>
          <InstallCommand place={place} identificationKey={key} />
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
      </div>
    </Panel>
  )
}
