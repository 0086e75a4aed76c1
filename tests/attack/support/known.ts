import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const APP = 'app'

/** Every address that the pages and doors answer to, as its folders say: /contracts/[id]/edit. */
export function routesOfSource(): string[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${file.replace(/\/?(page\.tsx|route\.ts)$/, '')}`)
    .map((path) => path.replace(/^\/portal\/\[brand\]/, '').replace(/\/\([a-z]+\)/g, '') || '/')
    .sort()
}

export type ServerAction = { id: string; name: string; pages: string[] }
type Manifest = { node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }> }

/** Every server action of the build, by the address of the pages that carry it. */
export function actionsOfBuild(): ServerAction[] {
  const manifest: Manifest = JSON.parse(readFileSync(join('.next', 'server', 'server-reference-manifest.json'), 'utf8'))
  return Object.entries(manifest.node).map(([id, { workers, exportedName: name }]) => {
    const pages = Object.keys(workers)
      .map(
        (worker) =>
          worker
            .replace(/^app\/portal\/\[brand\]/, '')
            .replace(/\/page$/, '')
            .replace(/\/\([a-z]+\)/g, '') || '/',
      )
      .sort((a, b) => a.length - b.length)
    return { id, name, pages }
  })
}
