import { join } from 'node:path'
import { kitIdentifier } from '@/lib/kits/identifier'
import { readKitSources, setKitSources } from '@/lib/kits/sources'
import { startingConfigs } from '@/lib/kits/starting-configs'
import type { KitFacts, KitPlatform } from '@/lib/kits/types'

/** The kit of a brand of that name, with the scripts as they are and an agent of a few bytes. */
export function kitNamed(productName: string, supportPhone: string | null = null): KitFacts {
  const support = { email: 'aide@alpes.example', phone: supportPhone, url: null }
  const portal = 'https://admin.alpes.example'
  const file = { id: kitIdentifier(productName), version: 3, productName, accentColor: '#007a8f', locale: 'fr' as const, portal, support }
  return { file, icon: { type: 'svg', body: Buffer.from('<svg/>') }, configs: startingConfigs }
}

export async function sourcesFor(platform: KitPlatform, agent = Buffer.from('#!/usr/bin/env node\n')) {
  setKitSources({ agentPath: 'package.json', scriptsPath: join(process.cwd(), 'agent/kit'), agentVersion: '1.2.3' })
  return { ...(await readKitSources(platform)), agent }
}
