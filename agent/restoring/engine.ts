import type { Agent } from '@/agent/agent'
import { holderOf, removeStaleLocks, type Work } from '@/agent/repository'
import { type ResticEnd, type ResticRun, runRestic } from '@/agent/restic'
import { parseObject } from '@/agent/text'
import { wait } from '@/agent/wait'
import { pathPattern } from './native-path'
import { measure } from './placing'
import type { Tally } from './tally'

const LOCK_WAIT_MS = 10 * 60_000
const LOCK_RETRY_MS = 5000
/** Of one command line, which Windows ends at 32,768 characters. */
const MAX_ARGUMENTS = 20_000
const LOOK_EVERY_MS = 2000

/** Counts what is to be brought back. Answers restic's end; a path that the backup does not hold counts nothing. */
export async function countWanted(work: Work, snapshot: string, paths: string[], tally: Tally): Promise<ResticEnd> {
  let end: ResticEnd = { code: 0, reason: '' }
  for (const group of grouped(paths.map(askable))) {
    const wanted = paths.filter((path) => group.includes(askable(path)))
    const isWanted = (path: string) => wanted.some((each) => path === each || path.startsWith(`${each}/`))
    const onLine = (_: unknown, raw: string) => {
      const node = parseObject(raw)
      if (node?.struct_type !== 'node' || node.type === 'dir' || typeof node.path !== 'string' || !isWanted(node.path)) return
      tally.counts.filesTotal += 1
      if (node.type === 'file' && typeof node.size === 'number') tally.counts.bytesTotal += node.size
    }
    end = await patiently(work, ['ls', '--json', '--recursive', '--', snapshot, ...group], { onLine })
    if (end.code !== 0) return end
  }
  return end
}

/** Has restic write the paths below `staging`. Files that it could not bring are counted; their folder goes on. */
export async function bring(
  agent: Agent,
  work: Work,
  wish: { snapshot: string; paths: string[]; staging: string },
  tally: Tally,
): Promise<ResticEnd> {
  const limit = agent.config.current()?.bandwidth.downloadKiBps
  const fixed = ['restore', `--target=${wish.staging}`, ...(limit ? [`--limit-download=${limit}`] : [])]
  let end: ResticEnd = { code: 0, reason: '' }
  for (const group of grouped(wish.paths)) {
    let named = 0
    const onLine = (_: unknown, raw: string) => {
      const failed = /^ignoring error for (.+?): (.+)$/.exec(raw)
      if (failed) {
        named += 1
        tally.failed(failed[1] ?? '', failed[2] ?? '')
      } else agent.log.note(raw)
    }
    const watching = watchFolder(wish.staging, tally)
    end = await patiently(work, [...fixed, ...group.map((path) => `--include=${pathPattern(path)}`), '--', wish.snapshot], { onLine })
    watching.stop()
    // restic ends with an error also where a single file failed; those are counted and the others are there.
    if (end.code !== 0 && (end.code === null || named === 0)) return end
    end = { code: 0, reason: '' }
  }
  return end
}

/** Another's lock is waited for, never broken. */
async function patiently(work: Work, args: string[], run: Pick<ResticRun, 'onLine'>): Promise<ResticEnd> {
  const { repository, cache, watch } = work
  const giveUpAt = Date.now() + LOCK_WAIT_MS
  for (;;) {
    const end = await runRestic(args, { repository, cache, signal: watch.signal, ...run })
    if (holderOf(end.reason) === null || watch.signal.aborted || Date.now() >= giveUpAt) return end
    await wait(LOCK_RETRY_MS, watch.signal)
    await removeStaleLocks(work)
  }
}

/** restic 0.14 does not tell how far it is: what lies there does. A large folder is looked at less often. */
function watchFolder(folder: string, tally: Tally): { stop: () => void } {
  let timer: NodeJS.Timeout
  const look = () => {
    const startedAt = Date.now()
    try {
      const { files, bytes } = measure(folder)
      tally.staged(files, bytes)
    } catch {
      // It changes under the eye.
    }
    timer = setTimeout(look, LOOK_EVERY_MS + 20 * (Date.now() - startedAt))
  }
  timer = setTimeout(look, LOOK_EVERY_MS)
  return { stop: () => clearTimeout(timer) }
}

/** What `ls` can be asked for: a name that is no UTF-8 only by its folder. */
function askable(path: string): string {
  const at = path.indexOf('\ufffd')
  return at < 0 ? path : path.slice(0, path.lastIndexOf('/', at)) || '/'
}

function grouped(paths: string[]): string[][] {
  const groups: string[][] = []
  let length = MAX_ARGUMENTS
  for (const path of new Set(paths)) {
    if (length + path.length > MAX_ARGUMENTS) {
      groups.push([])
      length = 0
    }
    groups.at(-1)?.push(path)
    length += path.length
  }
  return groups
}
