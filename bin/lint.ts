import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { StartError } from './installation'

/** The closed file names of a domain; beside them stand pure files named for one concept. */
const BANNED = /^(utils?|helpers?|common|services?|misc|index|types?\.d|shared)\.tsx?$/
const MAX_LINES = 300

/** Modules that may see all rows, each for the reason that it gives withSystem. */
const SEES_ALL = [
  'lib/agent-api/authenticate.ts',
  'lib/auth/attempts.ts',
  'lib/auth/commands.ts',
  'lib/auth/password-reset.ts',
  'lib/auth/queries.ts',
  'lib/auth/second-step.ts',
  'lib/auth/support.ts',
  'lib/backups/commands.ts',
  'lib/brands/queries.ts',
  'lib/hosts/commands.ts',
  'lib/hosts/queries.ts',
  'lib/kits/downloads.ts',
  'lib/invitations/commands.ts',
  'lib/invitations/queries.ts',
  'lib/profile/commands.ts',
  'lib/profile/own-password.ts',
  'lib/profile/queries.ts',
  'lib/profile/sessions.ts',
  'lib/storage/commands.ts',
  'lib/two-steps/commands.ts',
]

type Rule = { name: string; breaks: (path: string, text: string) => boolean }

const RULES: Rule[] = [
  { name: `has more than ${MAX_LINES} lines`, breaks: (_path, text) => text.split('\n').length > MAX_LINES + 1 },
  { name: 'bears a name that says nothing', breaks: (path) => path.startsWith('lib/') && BANNED.test(basename(path)) },
  {
    name: 'makes an actor outside lib/auth and lib/agent-api',
    breaks: (path, text) => !/^(lib\/auth|lib\/agent-api|tests)\//.test(path) && /import \{[^}]*\bmint\b[^}]*\} from/.test(text),
  },
  {
    name: 'sees all rows (withSystem) and is not listed in bin/lint.ts',
    breaks: (path, text) => /^(lib|app)\//.test(path) && !SEES_ALL.includes(path) && /import \{[^}]*\bwithSystem\b[^}]*\} from/.test(text),
  },
  {
    name: 'reads or writes rows and is neither queries, commands nor a file that they call',
    breaks: (path, text) =>
      /^lib\/[^/]+\/(policy|schema|types)\.ts$/.test(path) && /from '@\/db\/client'/.test(text) && !/import type/.test(text),
  },
  {
    name: 'brings a schema to browsers, and the whole validator with it',
    breaks: (_path, text) => text.startsWith("'use client'") && /^import (?!type\b).*from '[^']*\/schema'/m.test(text),
  },
  {
    name: 'is a server action beside no page',
    breaks: (path, text) => path.startsWith('lib/') && dirname(path) !== 'lib/auth' && /^'use server'/.test(text),
  },
]

/** Format, lint and import rules by Biome; then the rules of this project that Biome does not know. */
export default async function main(): Promise<void> {
  const { status } = spawnSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], { stdio: 'inherit' })
  const breaches = sources('.').flatMap((path) => {
    const text = readFileSync(path, 'utf8')
    return RULES.filter((rule) => rule.breaks(path, text)).map((rule) => `${path} ${rule.name}`)
  })
  for (const breach of breaches) console.error(breach)
  if (status !== 0 || breaches.length > 0) throw new StartError('The lint step found what is to be mended (see above).')
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (/^(node_modules|dist|\..*)$/.test(name) || path.includes('db/migrations')) return []
    if (statSync(path).isDirectory()) return sources(path)
    return /\.(ts|tsx|mjs)$/.test(name) ? [relative('.', path)] : []
  })
}
