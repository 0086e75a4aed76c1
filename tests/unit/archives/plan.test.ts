import { expect, test } from 'vitest'
import { type Chosen, commonFolder, planDumps, withoutNested } from '@/lib/archives/plan'
import type { Entry } from '@/lib/listings/types'

const MIB = 1024 * 1024
const chosen = (path: string, bytes: number, kind: Entry['kind'] = 'file'): Chosen => ({
  path,
  entry: { name: path.split('/').at(-1) ?? '', kind, bytes, files: 1, modifiedAt: '', mode: 0o644, uid: 0, gid: 0 },
})
const plan = async (what: Chosen[], under: Record<string, number>) =>
  (await planDumps(what, async (path) => under[path] ?? Number.POSITIVE_INFINITY)).map((dump) => [
    dump.kind,
    dump.path,
    'only' in dump ? dump.only : null,
  ])

test('one file or folder is read by itself', async () => {
  expect(await plan([chosen('/a/b', 5)], {})).toEqual([['file', '/a/b', null]])
  expect(await plan([chosen('/a/b', 5, 'folder')], {})).toEqual([['folder', '/a/b', null]])
})

test('many small files of a small folder are read in one go, of a large one apart', async () => {
  const files = [chosen('/a/b', 5), chosen('/a/c', 5), chosen('/a/d', 5)]
  expect(await plan(files, { '/a': 60 * MIB, '/': 1e12 })).toEqual([['folder', '/a', ['/a/b', '/a/c', '/a/d']]])
  expect(await plan(files, { '/a': 70 * MIB, '/': 1e12 })).toHaveLength(3)
})

test('what is far apart stays apart', async () => {
  const files = [chosen('/a/b/c', 5), chosen('/a/b/d', 5), chosen('/z/y', 5)]
  expect(await plan(files, { '/a/b': MIB, '/a': MIB, '/': 1e12 })).toEqual([
    ['folder', '/a/b', ['/a/b/c', '/a/b/d']],
    ['file', '/z/y', null],
  ])
})

test('a link, and a name that is no UTF-8, are read with their folder, however large that is', async () => {
  expect(await plan([chosen('/a/l', 0, 'link')], { '/a': 1e12 })).toEqual([['folder', '/a', ['/a/l']]])
  expect(await plan([chosen('/a/b\ufffd/c', 1)], { '/a/b\ufffd': 5, '/a': 1e12 })).toEqual([['folder', '/a', ['/a/b\ufffd/c']]])
})

test('a selected folder stands for what is selected in it', () => {
  expect(withoutNested(['/a/b', '/a', '/ab', '/a/b/c', '/a'])).toEqual(['/a', '/ab'])
})

test('names in an archive start below the deepest folder that holds all', () => {
  expect(commonFolder(['/a/b/c'])).toBe('/a/b')
  expect(commonFolder(['/a/b/c', '/a/b/d/e'])).toBe('/a/b')
  expect(commonFolder(['/a/b', '/c'])).toBe('/')
  expect(commonFolder(['/a'])).toBe('/')
})
