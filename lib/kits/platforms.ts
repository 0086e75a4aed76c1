/** The systems that a kit is made for. The database's own list (db/schema/kits.ts) is the same; browsers load this one. */
export const kitPlatforms = ['linux', 'macos', 'windows'] as const
type Platform = (typeof kitPlatforms)[number]

export const platformNames: Record<Platform, string> = { linux: 'Linux', macos: 'macOS', windows: 'Windows' }

export const isPlatform = (value: unknown): value is Platform => kitPlatforms.some((platform) => platform === value)

/** The system that a browser says it runs on; Linux for those that a kit is not made for. */
export function platformOf(userAgent: string | null): Platform {
  if (/windows/i.test(userAgent ?? '')) return 'windows'
  return /mac os|macintosh/i.test(userAgent ?? '') ? 'macos' : 'linux'
}
