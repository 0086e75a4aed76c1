import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

type Tool = 'restic' | 'rclone' | 'chromium'

/** Debian's Chromium, or the one that PW_CHROMIUM names; undefined leaves the choice to Playwright. */
export const chromiumPath = (): string | undefined =>
  [process.env.PW_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path))

const isInstalled = (tool: Tool): boolean =>
  tool === 'chromium' ? chromiumPath() !== undefined : spawnSync(tool, ['version'], { stdio: 'ignore' }).status === 0

/**
 * Installs what is missing where that is possible without asking: as root on Debian. Answers the sentence for those who have to do it
 * themselves, or null when all is there.
 */
export function ensureTools(tools: readonly Tool[]): string | null {
  const missing = tools.filter((tool) => !isInstalled(tool))
  if (missing.length === 0) return null
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  if (canInstall) {
    console.error(`Installing ${missing.join(', ')} ...`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { stdio: 'ignore', env })
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...missing)
    if (tools.every(isInstalled)) return null
  }
  return sentenceOf(missing)
}

/** What of the tools is missing and how it is installed, or null when all is there. */
export function lackOf(tools: readonly Tool[]): string | null {
  const missing = tools.filter((tool) => !isInstalled(tool))
  return missing.length > 0 ? sentenceOf(missing) : null
}

function sentenceOf(missing: readonly Tool[]): string {
  const how = process.platform === 'darwin' ? `brew install ${missing.join(' ')}` : `apt-get install ${missing.join(' ')} (as root)`
  return `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not installed: ${how}.`
}
