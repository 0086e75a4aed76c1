import { clsx } from 'clsx'
import { Link } from '@/app/_components/ui/link'
import { segmentClass, segmentsClass } from '@/app/_components/ui/segment'
import type { Translate } from '@/lib/i18n/translator'
import { type KitPlace, oneCommand, steps } from '@/lib/kits/install-command'
import { kitPlatforms, platformNames } from '@/lib/kits/platforms'
import type { KitArchive, KitPlatform } from '@/lib/kits/types'
import { CommandBox } from './command-box'

type Props = { place: KitPlace; archive: KitArchive; path: string; t: Translate }

const needs: Record<KitPlatform, { restic: string; node: string }> = {
  linux: { restic: 'sudo apt-get install restic', node: 'https://nodejs.org/en/download' },
  macos: { restic: 'brew install restic', node: 'brew install node' },
  windows: { restic: 'winget install restic.restic', node: 'winget install OpenJS.NodeJS.LTS' },
}

/** How the kit is installed on one system; the others are a link away, so that it works without scripts. */
export function InstallGuide({ place, archive, path, t }: Props) {
  const { platform } = archive
  const copy = t('download.copyCommand')
  return (
    <div className="grid gap-5">
      <nav aria-label={t('download.choose')} className={clsx(segmentsClass, 'max-w-sm')}>
        {kitPlatforms.map((each) => (
          <Link
            key={each}
            href={`${path}?platform=${each}`}
            replace
            scroll={false}
            aria-current={each === platform ? 'true' : undefined}
            className={clsx(segmentClass, 'grid place-items-center', each === platform && 'bg-panel font-medium text-ink shadow-panel')}
          >
            {platformNames[each]}
          </Link>
        ))}
      </nav>
      <section className="grid gap-1.5" aria-labelledby="needs">
        <h3 id="needs" className="font-semibold text-[13.5px]">
          {t('download.needs')}
        </h3>
        <ul className="grid list-disc gap-1 pl-5">
          <li>{t('download.needsKey')}</li>
          <li>{t('download.needsRoot')}</li>
          <li>
            {t('download.needsNode')} <code className="font-mono text-[13px] [overflow-wrap:anywhere]">{needs[platform].node}</code>
          </li>
          <li>
            {t('download.needsRestic')} <code className="font-mono text-[13px] [overflow-wrap:anywhere]">{needs[platform].restic}</code>
          </li>
        </ul>
      </section>
      <section className="grid gap-2" aria-labelledby="one-command">
        <h3 id="one-command" className="font-semibold text-[13.5px]">
          {t('download.oneCommand')}
        </h3>
        <p className="text-muted">{t(platform === 'windows' ? 'download.oneCommandWindows' : 'download.oneCommandText')}</p>
        <CommandBox command={oneCommand(place, platform)} copyLabel={copy} />
      </section>
      <section className="grid gap-2" aria-labelledby="steps">
        <h3 id="steps" className="font-semibold text-[13.5px]">
          {t('download.stepByStep')}
        </h3>
        <p className="text-muted">{t('download.stepByStepText')}</p>
        <CommandBox command={steps(place, archive)} copyLabel={copy} />
        <p className="text-muted">{t('download.more')}</p>
      </section>
    </div>
  )
}
