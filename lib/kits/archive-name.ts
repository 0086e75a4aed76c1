import type { KitFacts, KitPlatform } from './types'

/** `alpes-sauvegarde-agent-3-linux.tar.gz` */
export const archiveName = ({ file }: Pick<KitFacts, 'file'>, platform: KitPlatform): string =>
  `${file.id}-${file.version}-${platform}.${platform === 'windows' ? 'zip' : 'tar.gz'}`

export const archiveType = (platform: KitPlatform): string => (platform === 'windows' ? 'application/zip' : 'application/gzip')
