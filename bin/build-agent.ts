import { readFileSync } from 'node:fs'
import { chmod, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { setKitSources } from '@/lib/kits/sources'
import { buildIfChanged } from './sources'

const root = join(import.meta.dirname, '..')
const BUNDLE = join(root, 'dist/agent.mjs')
const SOURCES = ['agent', 'lib/agent-protocol', 'bin/build-agent.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

/** Bundles the agent into dist/agent.mjs, one file that needs Node 20 and nothing else. The same sources give the same bytes. */
export async function buildAgent(outfile: string = BUNDLE): Promise<string> {
  const version = agentVersion()
  // Beside it first: a kit may be made, or an agent started, of the one that is there.
  const unfinished = `${outfile}.${process.pid}.new`
  await build({
    absWorkingDir: root,
    entryPoints: ['agent/main.ts'],
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    define: { AGENT_VERSION: JSON.stringify(version) },
    // yaml is CommonJS and asks for Node's own modules by require, which an ES module does not have.
    banner: { js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    logLevel: 'warning',
  })
  await chmod(unfinished, 0o755)
  await rename(unfinished, outfile)
  return outfile
}

/** Sees to it that the portal has an agent of these very sources to make kits of (requirements F2). */
export async function provideAgent(): Promise<void> {
  await buildIfChanged({ result: BUNDLE, stamp: `${BUNDLE}.sources`, sources: SOURCES, build: () => buildAgent() })
  setKitSources({ agentPath: BUNDLE, scriptsPath: join(root, 'agent/kit'), agentVersion: agentVersion() })
}

const agentVersion = (): string => (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

export default async function main(): Promise<void> {
  console.log(await buildAgent())
}
