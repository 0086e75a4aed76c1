import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { stringify } from 'yaml'
import { parseAgentConfig } from '@/lib/agent-protocol/config'
import { ConfigStore } from './config-store'
import { keepEnrollment } from './enrollment'
import { errorCode } from './files'
import { greeting, refusalSentence } from './greeting'
import { defaultLang, findKitConfig } from './kit'
import { portalWithinReach } from './local-portal'
import { messagesIn } from './messages'
import { Portal } from './portal'
import { findResticVersion } from './restic'
import { machineFolder, openStateFolder } from './state'
import type { Command } from './usage'

type Enroll = Extract<Command, { name: 'enroll' }>

/** Introduces this machine to the portal and keeps who it is. On a failure nothing is kept. Returns the exit code. */
export async function enroll(command: Enroll, print: (line: string) => void, complain: (line: string) => void): Promise<number> {
  const lang = command.lang ?? defaultLang()
  const text = messagesIn(lang)
  const paths = command.paths.map((path) => resolve(path))
  for (const path of paths) if (!existsSync(path)) complain(text.pathMissing(path))
  const restic = await findResticVersion()
  const portal = await portalWithinReach(command.portal)
  const answer = await new Portal(portal, command.key).hello({ ...greeting(restic), proposedConfig: proposal(paths) })
  if (answer.kind !== 'ok') {
    complain(refusalSentence(text, answer))
    return 1
  }
  const { machine, contract, config } = answer.value
  try {
    const state = openStateFolder(command.state)
    const judged = new ConfigStore(machineFolder(state, machine.id).config).offer(config)
    if (judged === 'refused') complain(text.configRefused(config.version, ''))
    const { key } = command
    keepEnrollment(state, { portal, key, lang, machineId: machine.id, machineName: machine.name, contractTitle: contract.title })
  } catch (error) {
    complain(text.stateUnusable(command.state, errorCode(error) ?? 'error'))
    return 1
  }
  print(text.enrolled(machine.name, contract.title))
  if (contract.suspended) complain(text.suspended)
  if (!restic) complain(text.noRestic(process.env.RESTIC_BINARY || 'restic'))
  return 0
}

/** What to back up where the portal does not say: the kit's configuration, with the folders of the command line where it names some. */
function proposal(paths: string[]): string | undefined {
  const body = findKitConfig() ?? undefined
  if (paths.length === 0) return body
  const parsed = body === undefined ? null : parseAgentConfig(body)
  return stringify(parsed?.ok ? { ...parsed.config, paths } : { paths, schedule: '0 21 * * *' })
}
