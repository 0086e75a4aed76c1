import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished, PassThrough, type Readable } from 'node:stream'
import { log } from '@/lib/log'
import { repositoryAddress, storageEnvironment, storageLocation } from './location'
import { type ResticFailure, readFailure } from './restic-failure'
import { makeRunFolder, type RunFolder } from './run-folder'
import { type Lane, takeSlot } from './slots'

/** Whose repository; the password in clear, as `unseal` gives it. */
export type Repository = { id: string; repositoryPassword: string }
/** `message` is restic's own word: for the log and the operator, never for a client. */
export type ResticEnd = { ok: true } | { ok: false; reason: ResticFailure; message: string }

export type ResticOptions = {
  signal?: AbortSignal
  /** Then restic is stopped: `too_slow`. Ten minutes unless told. */
  limitSeconds?: number
  /** `people` and `downloads` for what somebody waits for; `jobs` (the default) runs at low priority. */
  lane?: Lane
}

/** From the interrupt, on which restic takes its lock off the repository, to the end by force. */
const GRACE_MILLISECONDS = 8_000
const MAX_WORDS = 64 * 1024

/**
 * Starts restic on a machine's repository from the operator's side, once there is a free place, and answers its output as it comes.
 * Whoever destroys `stdout` stops restic. A run that fails half-way ends its output like any other: `ended` tells. It never rejects,
 * and leaves nothing behind: no process, no lock, no temporary file. What reads for long takes restic's lock (no `--no-lock`), so
 * that nothing is pruned away under it.
 */
export async function streamRestic(
  machine: Repository,
  args: string[],
  options: ResticOptions = {},
): Promise<{ stdout: Readable; ended: Promise<ResticEnd> }> {
  const { lane = 'jobs', signal } = options
  const leave = await takeSlot(lane, signal)
  if (!leave) return { stdout: empty(), ended: Promise.resolve({ ok: false, reason: 'cancelled', message: 'not started' }) }
  let folder: RunFolder | undefined
  try {
    folder = makeRunFolder(storageLocation().dataDir)
    const child = start(machine, args, folder)
    if (lane === 'jobs' && child.pid) lowerPriority(child.pid)
    const stdout = child.stdout.pipe(new PassThrough())
    const ended = watch(child, stdout, options).finally(() => {
      cleanUp(machine, folder)
      leave()
    })
    return { stdout, ended }
  } catch (error) {
    // The disk is full, or the folder is not ours: as for any other run, `ended` tells.
    cleanUp(machine, folder)
    leave()
    return { stdout: empty(), ended: Promise.resolve({ ok: false, reason: 'failed', message: String(error) }) }
  }
}

function start(machine: Repository, args: string[], folder: RunFolder): Child {
  const cache = resticCache(machine.id)
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  const env = {
    ...storageEnvironment(storageLocation()),
    // Not as arguments, which every user of the server can read.
    RESTIC_REPOSITORY: repositoryAddress(machine.id),
    RESTIC_PASSWORD: machine.repositoryPassword,
    RESTIC_CACHE_DIR: cache,
    TMPDIR: folder.path,
  }
  const child = spawn('restic', args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    folder.belongsTo(child.pid)
  } catch (error) {
    child.once('error', () => {})
    child.kill('SIGKILL')
    throw error
  }
  return child
}

/**
 * Runs restic to its end. `onLine` hears each line of its output, `onJson` each that is JSON (`--json` prints one value a line).
 * Never rejects for what restic does; what a listener throws stops restic and is thrown on.
 */
export async function runRestic(
  machine: Repository,
  args: string[],
  options: ResticOptions & { onLine?: (line: string) => void; onJson?: (value: unknown) => void } = {},
): Promise<ResticEnd> {
  const { stdout, ended } = await streamRestic(machine, args, options)
  const lines = createInterface({ input: stdout, crlfDelay: Number.POSITIVE_INFINITY })
  // An output that is destroyed has no end, and without one the loop would wait for ever.
  finished(stdout, () => lines.close())
  try {
    for await (const line of lines) {
      options.onLine?.(line)
      const value = options.onJson && parseLine(line)
      if (value !== undefined) options.onJson?.(value)
    }
  } catch (error) {
    stdout.destroy()
    await ended
    throw error
  }
  return ended
}

/** Each machine's cache has a folder of its own, so that it goes when the machine does. */
export const resticCache = (machineId: string): string => join(storageLocation().dataDir, 'restic', 'cache', machineId)

type Child = ChildProcessByStdio<null, Readable, Readable>

function watch(child: Child, stdout: PassThrough, { signal, limitSeconds = 600 }: ResticOptions): Promise<ResticEnd> {
  let words = ''
  let stopped: 'cancelled' | 'too_slow' | null = null
  let killer: NodeJS.Timeout | undefined
  const stop = (why: 'cancelled' | 'too_slow') => {
    if (stopped || child.exitCode !== null || child.pid === undefined) return
    stopped = why
    // Its output is still taken, to nowhere: a closed pipe would kill it before it takes its lock off.
    child.stdout.unpipe(stdout)
    child.stdout.resume()
    stdout.destroy()
    child.kill('SIGINT')
    killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MILLISECONDS)
  }
  const cancel = () => stop('cancelled')
  const limit = setTimeout(() => stop('too_slow'), limitSeconds * 1000)
  signal?.addEventListener('abort', cancel, { once: true })
  if (signal?.aborted) cancel()
  stdout.once('close', () => stdout.readableEnded || cancel())
  child.stderr.on('data', (chunk: Buffer) => {
    if (words.length < MAX_WORDS) words += chunk.toString()
  })
  return new Promise((resolve) => {
    const end = (code: number | null, cause: string) => {
      clearTimeout(limit)
      clearTimeout(killer)
      signal?.removeEventListener('abort', cancel)
      if (stopped) resolve({ ok: false, reason: stopped, message: stopped })
      else resolve(code === 0 ? { ok: true } : { ok: false, ...readFailure(code, words || cause) })
    }
    child.once('error', (error: NodeJS.ErrnoException) => end(null, error.code ?? error.message))
    child.once('close', (code, by) => end(code, by ?? `exit ${code}`))
  })
}

/** `check` keeps a cache of its own there, and leaves it when it is killed. Never throws: the run's place has to come free. */
function cleanUp(machine: Repository, folder: RunFolder | undefined): void {
  const cache = resticCache(machine.id)
  try {
    folder?.remove()
    // It goes with its machine, also while restic runs.
    if (!existsSync(cache)) return
    for (const name of readdirSync(cache))
      if (name.startsWith('restic-check-cache-')) rmSync(join(cache, name), { recursive: true, force: true })
  } catch (error) {
    log.warn({ err: error, machineId: machine.id }, 'a run of restic left files behind')
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, 10)
  } catch {
    // it has ended already
  }
}

function parseLine(line: string): unknown {
  if (!/^\s*[[{]/.test(line)) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function empty(): Readable {
  return new PassThrough().end()
}
