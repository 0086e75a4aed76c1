import { lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { isMissing } from '@/agent/files'

export function lstatIfThere(path: string | Buffer): Stats | null {
  try {
    return lstatSync(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/**
 * The folder in which a restored file will stand, made where it is missing. Links on the way are followed only where root or the
 * agent's own user made them: another's may lead anywhere, and the agent may write where that user may not. Null: refused.
 */
export function makePlace(folder: string): string | null {
  if (!isTrusted(folder)) return null
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return realpathSync(folder)
}

/** The nearest folder on the way to a path that is there: staging beside it, files can be renamed into their place. */
export function nearestFolder(path: string): string {
  const facts = lstatIfThere(path)
  if (facts?.isDirectory()) return path
  const above = dirname(path)
  return above === path ? path : nearestFolder(above)
}

function isTrusted(path: string): boolean {
  const facts = lstatIfThere(path)
  if (facts?.isSymbolicLink() && !isOwn(facts.uid)) return false
  const above = dirname(path)
  return above === path || isTrusted(above)
}

/** On Windows everybody makes links, and Node does not tell who did. */
const isOwn = (uid: number): boolean => process.platform !== 'win32' && (uid === 0 || uid === process.getuid?.())
