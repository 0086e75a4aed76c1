import { spawnSync } from 'node:child_process'

const isInstalled = (tool: string): boolean => spawnSync(tool, ['version'], { stdio: 'ignore' }).status === 0

/**
 * Installs restic and rclone where that is possible without asking: as root on Debian. Answers the sentence for those who have to
 * do it themselves, or null when both are there.
 */
export function ensureTools(tools: readonly ('restic' | 'rclone')[]): string | null {
  const missing = tools.filter((tool) => !isInstalled(tool))
  if (missing.length === 0) return null
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  if (canInstall) {
    console.error(`Installing ${missing.join(' and ')} ...`)
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', ...args], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...missing)
    if (tools.every(isInstalled)) return null
  }
  const how = process.platform === 'darwin' ? `brew install ${missing.join(' ')}` : `apt-get install ${missing.join(' ')} (as root)`
  return `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not installed: ${how}.`
}
