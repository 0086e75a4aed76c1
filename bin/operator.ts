import { readEnv } from '@/lib/env'
import { joinInstallation } from './installation'
import { auditCommands } from './operator/audit'
import { brandCommands, hostCommands } from './operator/brands'
import { contractCommands, machineCommands } from './operator/fleet'
import { healthCommand } from './operator/health'
import { resellerCommands, spaceCommands, userCommands } from './operator/platform'
import { inviteCommand, moreResellerCommands } from './operator/resellers'
import { checkCommand, retentionCommand } from './operator/retention'
import { supportCommands } from './operator/support'
import { type Command, parseOptions, UsageError } from './operator/usage'
import { moreUserCommands } from './operator/users'

/** By noun and verb; a noun that does one thing has the empty verb. */
const commands = new Map(
  Object.entries<Record<string, Command>>({
    brand: brandCommands,
    host: hostCommands,
    reseller: { ...resellerCommands, ...moreResellerCommands },
    space: spaceCommands,
    user: { ...userCommands, invite: inviteCommand, ...moreUserCommands },
    contract: contractCommands,
    machine: machineCommands,
    retention: { '': retentionCommand },
    check: { '': checkCommand },
    health: { '': healthCommand },
    audit: auditCommands,
    support: supportCommands,
  }).map(([noun, verbs]) => [noun, new Map(Object.entries(verbs))]),
)

/** All commands, or those of one noun. */
const helpOf = (wanted?: string): string => `The platform's command line. Every command takes --json, which prints one JSON object.

${[...commands]
  .filter(([noun]) => !wanted || !commands.has(wanted) || noun === wanted)
  .flatMap(([noun, verbs]) => [...verbs].map(([verb, { summary }]) => `  ${`${noun} ${verb}`.trim().padEnd(20)} ${summary}`))
  .join('\n')}

Volumes are in Go (10^9 bytes). Example:
  npm run -s operator -- machine add --host admin.example.com --contract "Boulangerie Martin" --name PC-CAISSE
Exit: 0 done, 1 could not be done (the reason is on stderr), 2 the command line was not understood.`

/** Runs one command of the operator against the portal of this environment, running or not. */
export default async function main(args: string[]): Promise<void> {
  const [noun = ''] = args
  const verb = commands.get(noun)?.has('') ? '' : (args[1] ?? '')
  const rest = args.slice(verb ? 2 : 1)
  if (!noun || noun === 'help' || noun === '--help') return console.log(helpOf(args[1]))
  const command = commands.get(noun)?.get(verb)
  if (!command && commands.has(noun) && ['', 'help', '--help'].includes(verb)) return console.log(helpOf(noun))
  if (!command) throw new UsageError(`There is no command "${`${noun} ${verb}`.trim()}". See: npm run -s operator -- help`)
  const options = parseOptions(command, rest)
  if (options.help) return console.log(`${`${noun} ${verb}`.trim()} ${command.summary}`)
  const installation = await joinInstallation(readEnv())
  try {
    const { json, text } = await command.run(options)
    if (text !== null) console.log(options.json ? JSON.stringify(json) : text)
  } finally {
    await installation.close()
  }
}
