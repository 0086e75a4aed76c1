import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** Bundles the agent into dist/agent.mjs, one file that needs Node 20 and nothing else. The same sources give the same bytes. */
export async function buildAgent(outfile: string = join(root, 'dist/agent.mjs')): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  await build({
    absWorkingDir: root,
    entryPoints: ['agent/main.ts'],
    outfile,
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
  await chmod(outfile, 0o755)
  return outfile
}

export default async function main(): Promise<void> {
  console.log(await buildAgent())
}
