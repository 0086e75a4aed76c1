import { type Agent, openAgent } from './agent'
import { backupCommand } from './backup-command'
import { enroll } from './enroll'
import { helpText } from './help'
import { defaultLang, findKit, supportContacts } from './kit'
import { messagesIn } from './messages'
import { restore } from './restore'
import { runService } from './service'
import { kitStatus, status } from './status'
import { type Command, langIn, parseCommandLine } from './usage'
import { agentVersion } from './version'

const print = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

async function main(args: string[]): Promise<number> {
  const usage = parseCommandLine(args)
  if (!usage.ok) {
    complain(usage.sentence)
    return 2
  }
  return perform(usage.command)
}

async function perform(command: Command): Promise<number> {
  if (command.name === 'help') return say(helpText(command.lang, findKit()).trimEnd())
  if (command.name === 'version') return say(versionText())
  if (command.name === 'enroll') return enroll(command, print, complain)
  // status prints one JSON object and nothing else on standard output.
  const opened = openAgent(command.state, command.lang, command.name === 'status' ? complain : print)
  if (opened.ok) return performEnrolled(command, opened.agent)
  if (command.name === 'status') print(JSON.stringify({ ...kitStatus(), agentVersion, state: command.state, enrolled: false }, null, 2))
  complain(opened.sentence)
  return 1
}

async function performEnrolled(command: Extract<Command, { state: string }>, agent: Agent): Promise<number> {
  const stop = stopOnSignals()
  if (command.name === 'backup') return backupCommand(agent, stop)
  if (command.name === 'run') return runService(agent, stop)
  if (command.name === 'status') return say(JSON.stringify(await status(agent), null, 2))
  if (command.name !== 'restore') return 2
  const restored = await restore(agent, command, stop)
  agent.log.note(restored.sentence, restored.ok ? 'info' : 'error')
  const sentence = agent.secrets.redact(restored.sentence)
  if (restored.ok) print(sentence)
  else complain(sentence)
  return restored.ok ? 0 : stop.aborted ? 130 : 1
}

function say(text: string): number {
  print(text)
  return 0
}

/** The first signal asks for an orderly end, the second ends at once. */
function stopOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130)
      controller.abort()
    })
  }
  return controller.signal
}

// A reader that went away, such as `head`, is no reason to stop a backup.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

/** The kit's name beside the agent's version, where there is a kit. */
function versionText(): string {
  const kit = findKit()
  return kit ? `${kit.productName} ${kit.version} (agent ${agentVersion})` : agentVersion
}

/** Whom to ask, said once and last when something failed; a signal or a wrong command line is no failure. */
function end(code: number): never {
  const contacts = code === 1 || code === 3 ? supportContacts(findKit()) : null
  if (contacts) complain(messagesIn(langIn(process.argv) ?? defaultLang()).support(findKit()?.productName ?? '', contacts))
  process.exit(code)
}

main(process.argv.slice(2)).then(end, (error: unknown) => {
  complain(error instanceof Error ? error.message : String(error))
  end(1)
})
