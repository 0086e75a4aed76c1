import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Build = { result: string; stamp: string; sources: readonly string[]; build: () => unknown }

/** Builds unless `result` is there and was, as `stamp` says, made of these very sources by this very Node. */
export async function buildIfChanged({ result, stamp, sources, build }: Build): Promise<void> {
  const wanted = digest(sources)
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  await build()
  writeFileSync(stamp, wanted)
}

function digest(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version)
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(path).update(readFileSync(path))
  }
  for (const path of paths) if (existsSync(path)) add(path)
  return hash.digest('hex')
}
