import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { provideAgent } from '@/bin/build-agent'
import { systemActor } from '@/lib/auth/system'
import { findBrandByHost } from '@/lib/brands/queries'
import { findContractsByTitle } from '@/lib/contracts/queries'
import { LIVE } from '@/lib/demo/cast'
import { findLiveKey } from '@/lib/demo/queries'
import { seededRandom } from '@/lib/demo/random'
import { addMachine } from '@/lib/machines/commands'

const MEGABYTE = 1024 * 1024
const CHANGE_MILLISECONDS = 20_000
const VARIANTS = 8

export type LiveAgent = { stop: () => Promise<void> }

/** Runs a real agent that backs up a folder of the demo each two minutes, and changes files in it in between. */
export async function startLiveAgent(dataDir: string, port: number): Promise<LiveAgent> {
  const folder = join(dataDir, 'demo-agent')
  const files = join(folder, 'files')
  const state = join(folder, 'state')
  await provideAgent()
  if (!existsSync(files)) fill(files)
  if (!existsSync(state)) await enrol(state, files, port, await registerMachine())

  const timer = setInterval(() => change(files), CHANGE_MILLISECONDS)
  let child = launch(state)
  let stopping = false
  function launch(folderOfState: string): ChildProcess {
    const process_ = spawn(process.execPath, ['dist/agent.mjs', 'run', '--state', folderOfState], { stdio: 'ignore' })
    process_.once('exit', () => {
      setTimeout(() => {
        if (!stopping) child = launch(folderOfState)
      }, 2_000).unref()
    })
    return process_
  }
  return {
    async stop() {
      stopping = true
      clearInterval(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await Promise.race([ended, delay(4_000).then(() => child.kill('SIGKILL'))])
    },
  }
}

async function registerMachine(): Promise<string> {
  const actor = systemActor('demo')
  const known = await findLiveKey(actor)
  if (known) return known
  const brand = await findBrandByHost(actor, LIVE.host)
  const [contract] = brand ? await findContractsByTitle(actor, brand.id, LIVE.title) : []
  if (!contract) throw new Error('the demo has no contract for its agent')
  const added = await addMachine(actor, { contractId: contract.id, name: LIVE.name })
  if (!added.ok) throw new Error(`the demo's agent could not be registered: ${added.reason}`)
  return added.value.identificationKey
}

/** The first word with the portal carries the configuration: slow enough to watch, two megabytes a second. */
async function enrol(state: string, files: string, port: number, key: string): Promise<void> {
  const portal = `http://localhost:${port}`
  const proposedConfig = `paths:\n  - ${JSON.stringify(files)}\nschedule: "*/2 * * * *"\nbandwidth:\n  uploadKiBps: 2048\n`
  const facts = {
    agentVersion: '0',
    hostname: LIVE.name,
    os: process.platform,
    arch: process.arch,
    engine: { name: 'restic', version: '' },
  }
  await fetch(`${portal}/api/agent/v1/hello`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...facts, proposedConfig }),
  })
  const enrolment = ['dist/agent.mjs', 'enroll', '--portal', portal, '--key', key, '--state', state]
  // Not execFileSync: the portal that it talks to is this very process.
  await promisify(execFile)(process.execPath, enrolment)
}

function fill(files: string): void {
  for (const name of ['Factures', 'Photos', 'Courriers']) {
    mkdirSync(join(files, name), { recursive: true })
    for (let index = 1; index <= 40; index++) write(join(files, name, `${name.toLowerCase()}-${index}.bin`), `${name}/${index}`, 0.1)
  }
  change(files)
}

/** Writes one of a few variants, so that the storage stops growing once it has seen them all. */
function change(files: string): void {
  const variant = Math.floor(Date.now() / CHANGE_MILLISECONDS) % VARIANTS
  write(join(files, 'Photos', 'album.bin'), `album ${variant}`, 12)
  write(join(files, 'Courriers', 'dernier-courrier.bin'), `courrier ${variant}`, 0.5)
}

function write(path: string, seed: string, megabytes: number): void {
  const random = seededRandom(seed)
  const words = new Uint32Array(Math.round((megabytes * MEGABYTE) / 4))
  for (let index = 0; index < words.length; index++) words[index] = random.between(0, 0xffffffff)
  writeFileSync(path, words)
}
