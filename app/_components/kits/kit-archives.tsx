import type { Words } from '@/app/_components/i18n/request'
import { kitPlatforms, platformNames } from '@/lib/kits/platforms'
import type { KitDetail } from '@/lib/kits/types'
import { ArchiveList } from './archive-list'

/** The archives of a version for the people of its account: those of a published one as they were kept, a draft's built when asked for. */
export function KitArchives({ kit, words: { t, f } }: { kit: KitDetail; words: Words }) {
  return (
    <ArchiveList
      label={t('kits.archives')}
      entries={kitPlatforms.map((platform) => {
        const archive = kit.archives.find((each) => each.platform === platform)
        const name = platformNames[platform]
        const size = archive && f.bytes(archive.byteCount)
        return { platform, name, href: `/kits/${kit.id}/${platform}`, label: t('kits.download', { platform: name }), size, archive }
      })}
    />
  )
}
