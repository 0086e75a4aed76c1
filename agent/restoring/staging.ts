import { lstatSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Agent } from '@/agent/agent'
import { readIfThere, writeWhole } from '@/agent/files'
import { bytePath, raw } from './byte-path'
import { type HeldFolder, holdFolder } from './held-folder'

const listSchema = z.array(z.string())

const listOf = (agent: Agent): string => join(agent.machine.root, 'staging.json')

/** `held.path` is where to work, `path` what to remove. */
export type Staging = { path: string; held: HeldFolder }

/**
 * Makes a folder for what the engine brings, closed to others, and remembers it: a crash must not leave half a restore lying about.
 * Throws when somebody who owns the folder above replaced it in the same moment.
 */
export function makeStaging(agent: Agent, folder: string, id: string): Staging {
  const path = join(folder, `.restore-${id}`)
  writeWhole(listOf(agent), JSON.stringify([...readList(agent), path]))
  mkdirSync(path, { mode: 0o700 })
  const held = holdFolder(bytePath(path))
  if (process.getuid && lstatSync(raw(`${held.path}/.`)).uid !== process.getuid()) {
    held.release()
    throw new Error(`${path} was replaced`)
  }
  return { path, held }
}

export function removeStaging(agent: Agent, path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  writeWhole(listOf(agent), JSON.stringify(readList(agent).filter((other) => other !== path)))
}

/** Removes what a process that died in the middle of a restore has left. */
export function clearStaging(agent: Agent): void {
  for (const path of readList(agent)) {
    try {
      removeStaging(agent, path)
    } catch (error) {
      agent.log.say(`${path}: ${error instanceof Error ? error.message : error}`, 'warning')
    }
  }
}

function readList(agent: Agent): string[] {
  try {
    return listSchema.parse(JSON.parse(readIfThere(listOf(agent)) ?? '[]'))
  } catch {
    return []
  }
}
