import { Activities } from './activities'
import { AgentLog } from './agent-log'
import { ConfigStore } from './config-store'
import { type Enrollment, findEnrollment } from './enrollment'
import { errorCode } from './files'
import { defaultLang } from './kit'
import { type Lang, type Messages, messagesIn } from './messages'
import { Portal } from './portal'
import type { PortalClock } from './portal-clock'
import { Secrets } from './secrets'
import { Sender } from './sender'
import { Spool } from './spool'
import { type MachineFolder, machineFolder, openStateFolder, type StateFolder, stateFolder } from './state'

/** An enrolled machine's agent: what all commands but `enroll` work with. */
export type Agent = {
  lang: Lang
  text: Messages
  state: StateFolder
  machine: MachineFolder
  enrollment: Enrollment
  portal: Portal
  clock: PortalClock
  activities: Activities
  config: ConfigStore
  spool: Spool
  sender: Sender
  log: AgentLog
  secrets: Secrets
}

export type Opened = { ok: true; agent: Agent } | { ok: false; sentence: string }

/** Opens the state folder. Fails with a sentence when the machine is not enrolled or the folder cannot be used. */
export function openAgent(path: string, lang: Lang | null, print?: (line: string) => void): Opened {
  try {
    const enrollment = findEnrollment(stateFolder(path))
    if (!enrollment) return { ok: false, sentence: messagesIn(lang ?? defaultLang()).notEnrolled(path) }
    return { ok: true, agent: assemble(openStateFolder(path), enrollment, lang ?? enrollment.lang, print) }
  } catch (error) {
    const reason = errorCode(error) ?? `enrollment.json, ${error instanceof Error ? error.name : 'error'}`
    return { ok: false, sentence: messagesIn(lang ?? defaultLang()).stateUnusable(path, reason) }
  }
}

function assemble(state: StateFolder, enrollment: Enrollment, lang: Lang, print?: (line: string) => void): Agent {
  const secrets = new Secrets()
  secrets.add(enrollment.key)
  const text = messagesIn(lang)
  const machine = machineFolder(state, enrollment.machineId)
  const log = new AgentLog(state.log, secrets, print)
  const portal = new Portal(enrollment.portal, enrollment.key)
  const spool = new Spool(machine.spool)
  const sender = new Sender(spool, portal, state.senderLock, log, text)
  const config = new ConfigStore(machine.config)
  return {
    lang,
    text,
    state,
    machine,
    enrollment,
    portal,
    clock: portal.clock,
    activities: new Activities(),
    config,
    spool,
    sender,
    log,
    secrets,
  }
}
