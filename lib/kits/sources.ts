import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KitPlatform } from './types'

/** What every kit is made of, whatever its brand: the bundled agent and the scripts that install it. */
export type KitSources = { agent: Buffer; agentVersion: string; scripts: { name: string; mode: number; text: string }[] }

type Places = { agentPath: string; scriptsPath: string; agentVersion: string }
// The front door and Next's bundle are two module graphs in one process.
const shared = globalThis as typeof globalThis & { portalKitPlaces?: Places }

const SCRIPTS: Record<KitPlatform, string[]> = {
  linux: ['unix/install.sh', 'unix/uninstall.sh', 'unix/common.sh', 'linux/service.sh'],
  macos: ['unix/install.sh', 'unix/uninstall.sh', 'unix/common.sh', 'macos/service.sh'],
  windows: ['windows/install.ps1', 'windows/uninstall.ps1', 'windows/common.ps1'],
}

/** Tells where the agent's bundle (`npm run build:agent`) and the scripts lie. */
export function setKitSources(places: Places): void {
  shared.portalKitPlaces = places
}

/** Reads them. Throws where nobody has told their place or the agent was not built. */
export async function readKitSources(platform: KitPlatform): Promise<KitSources> {
  const places = shared.portalKitPlaces
  if (!places) throw new Error('no agent is there to make kits of')
  const scripts = SCRIPTS[platform].map(async (path) => {
    const name = path.split('/').at(-1) ?? path
    return { name, mode: /install\.sh$/.test(name) ? 0o755 : 0o644, text: await readFile(join(places.scriptsPath, path), 'utf8') }
  })
  return { agent: await readFile(places.agentPath), agentVersion: places.agentVersion, scripts: await Promise.all(scripts) }
}

/** The version of the agent that a kit built now would hold; null where none is. */
export const currentAgentVersion = (): string | null => shared.portalKitPlaces?.agentVersion ?? null
