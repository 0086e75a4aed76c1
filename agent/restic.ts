import { ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { errorCode } from './files'
import { parseResticLine, type ResticLine } from './restic-output'

export type Repository = { url: string; password: string }

/** `code` is restic's exit code; null when it was stopped or could not start. `reason` is its last word on a failure. */
export type ResticEnd = { code: number | null; reason: string }

export type ResticRun = {
  repository?: Repository
  cache?: string
  signal?: AbortSignal
  onLine?: (line: ResticLine, raw: string) => void
}

const GRACE_MS = 4000

export function resticCommand(): string {
  return process.env.RESTIC_BINARY || 'restic'
}

/**
 * Runs restic to its end. When the signal fires, restic is asked to stop (it removes its lock) and killed 4 s later.
 * Never throws; the repository goes through the environment, where other users cannot see it.
 */
export function runRestic(args: string[], run: ResticRun = {}): Promise<ResticEnd> {
  if (run.signal?.aborted) return Promise.resolve({ code: null, reason: 'stopped' })
  return new Promise((resolve) => {
    let reason = ''
    const child = start(args, run)
    if (!(child instanceof ChildProcess)) return resolve({ code: null, reason: child.reason })
    const hear = (raw: string) => {
      const line = parseResticLine(raw)
      if (line.type === 'fatal') reason = line.reason
      else if (line.type === 'other' && line.text !== '' && !raw.startsWith('{') && !reason) reason = line.text
      run.onLine?.(line, raw)
    }
    eachLine(child.stdout, hear)
    eachLine(child.stderr, hear)
    let killer: NodeJS.Timeout | undefined
    const stop = () => {
      child.kill('SIGINT')
      killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    }
    run.signal?.addEventListener('abort', stop)
    const end = (code: number | null, why: string) => {
      clearTimeout(killer)
      run.signal?.removeEventListener('abort', stop)
      resolve({ code, reason: why })
    }
    child.on('error', (error) => end(null, errorCode(error) ?? error.message))
    child.on('close', (code, signal) => end(run.signal?.aborted ? null : code, reason || (signal ?? `exit ${code}`)))
  })
}

/** restic's version such as `0.14.0`, null when there is no restic. */
export async function findResticVersion(): Promise<string | null> {
  let version: string | null = null
  const end = await runRestic(['version'], {
    signal: AbortSignal.timeout(10_000),
    onLine: (_, raw) => {
      version ??= /^restic (\S+)/.exec(raw)?.[1] ?? null
    },
  })
  return end.code === 0 ? version : null
}

function start(args: string[], run: ResticRun) {
  try {
    return spawn(resticCommand(), args, { env: environment(run), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  } catch (error) {
    // Node throws some failures (a command line that is too long) and reports the others.
    return { reason: errorCode(error) ?? String(error) }
  }
}

function eachLine(stream: Readable, hear: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', hear)
}

function environment({ repository, cache }: ResticRun): NodeJS.ProcessEnv {
  const env = { ...process.env }
  // A RESTIC_PASSWORD_COMMAND or _FILE of the user's own would get in the way.
  for (const key of Object.keys(env)) if (key.startsWith('RESTIC_')) delete env[key]
  env.RESTIC_PROGRESS_FPS = '1'
  if (cache) env.RESTIC_CACHE_DIR = cache
  if (repository) Object.assign(env, { RESTIC_REPOSITORY: repository.url, RESTIC_PASSWORD: repository.password })
  return env
}
