'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { CommandBox } from '@/app/_components/kits/command-box'
import { segmentClass, segmentsClass } from '@/app/_components/ui/segment'
import { type InstallPlace, oneCommand } from '@/lib/kits/install-command'
import { kitPlatforms, platformNames } from '@/lib/kits/platforms'

/** The command that installs a machine's agent with its key: the kit's own line for each system, once a kit is published. */
export function InstallCommand({ place, identificationKey: key }: { place: InstallPlace; identificationKey: string }) {
  const { t } = useWords()
  const [platform, setPlatform] = useState<(typeof kitPlatforms)[number]>('linux')
  const { origin, kit } = place
  if (!kit) {
    const command = `node agent.mjs enroll --portal ${origin} --key ${key} --path /home`
    return (
      <>
        <CommandBox command={command} copyLabel={t('installAgent.copy')} />
        <p className="text-[12.5px] text-muted">{t('installAgent.noKit')}</p>
      </>
    )
  }
  return (
    <>
      <fieldset className={`${segmentsClass} w-full max-w-xs`}>
        <legend className="sr-only">{t('installAgent.system')}</legend>
        {kitPlatforms.map((each) => (
          <button key={each} type="button" aria-pressed={each === platform} onClick={() => setPlatform(each)} className={segmentClass}>
            {platformNames[each]}
          </button>
        ))}
      </fieldset>
      <CommandBox command={oneCommand({ origin, ...kit }, platform, key)} copyLabel={t('installAgent.copy')} />
      <p className="text-[12.5px] text-muted">{t(platform === 'windows' ? 'installAgent.kitWindows' : 'installAgent.kit')}</p>
    </>
  )
}
