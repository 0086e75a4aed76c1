import type { KitPlatform } from './types'

const config = (folder: string, excludes: string[]): string =>
  `paths:\n  - ${folder}\nexcludes:\n${excludes.map((pattern) => `  - "${pattern}"\n`).join('')}schedule: "0 21 * * *"\nretentionDays: 90\n`

/** What a new kit proposes until its reseller says otherwise: everybody's own files, each evening at nine. */
export const startingConfigs: Record<KitPlatform, string> = {
  linux: config('/home', ['*.tmp', '.cache']),
  macos: config('/Users', ['*.tmp', 'Library/Caches', '.Trash']),
  windows: config('C:\\Users', ['*.tmp', 'AppData/Local/Temp']),
}
