import { statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { Messages } from './messages'

export type CheckedPaths = { present: string[]; problems: string[] }

/** Which of the configured paths can be backed up, and a sentence for each that cannot. restic 0.14 skips a missing path without a word. */
export function checkPaths(paths: string[], text: Messages): CheckedPaths {
  const checked: CheckedPaths = { present: [], problems: [] }
  for (const path of paths) {
    // A service has no folder of its own that a relative path could start from.
    if (!isAbsolute(path)) checked.problems.push(text.pathRelative(path))
    else if (exists(path)) checked.present.push(path)
    else checked.problems.push(text.pathMissing(path))
  }
  return checked
}

/** A path that may not be looked at exists: restic then says why it cannot be read. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

/** A pattern of restic that matches this one path only. */
export function literalPattern(path: string): string {
  return process.platform === 'win32' ? path : path.replace(/[\\*?[\]]/g, '\\$&')
}
