/** Where a path of a backup lies on this machine: restic writes `C:\Users` as /C/Users. Null for what has no place there. */
export function nativePath(path: string, platform: NodeJS.Platform = process.platform): string | null {
  if (platform !== 'win32') return path
  const drive = /^\/([A-Za-z])(\/.*)?$/.exec(path)
  return drive ? `${drive[1]}:${(drive[2] ?? '/').replaceAll('/', '\\')}` : null
}

/** Where restic puts a path of a backup below its target folder. */
export const stagedPath = (staging: string, path: string, platform: NodeJS.Platform = process.platform): string =>
  platform === 'win32' ? `${staging}${path.replaceAll('/', '\\')}` : `${staging}${path}`

/** Selected paths that can do harm by themselves, whoever asks for them. */
export const isPlainPath = (path: string): boolean =>
  path.startsWith('/') &&
  !path.includes('\0') &&
  path
    .slice(1)
    .split('/')
    .every((name) => name !== '' && name !== '.' && name !== '..')

/** A pattern of restic that matches this path: a character that stands for a byte which is no UTF-8 matches any one. */
export const pathPattern = (path: string, platform: NodeJS.Platform = process.platform): string =>
  (platform === 'win32' ? path : path.replace(/[\\*?[\]]/g, '\\$&')).replaceAll('\ufffd', '?')
