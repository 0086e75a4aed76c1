import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Block, FILES, type FolderLine, fromLine, INDEX_ROW, pathHash } from './format'
import { isMatch, wordsOf } from './matching'
import type { Entry, FolderPage, FolderTotals, Hits } from './types'
import { isAbove } from './writer'

/** Up to so many names a folder is shown as people sort names; beyond that, as restic does. */
const SORTED_NAMES = 2_000
const collator = new Intl.Collator(['fr', 'en'], { numeric: true })

/** Reads a listing that was written whole. Each answer costs what it shows, however large the backup is. */
export class Listing {
  constructor(readonly folder: string) {}

  /** What lies under a folder; null when there is none of this path. */
  async findTotals(path: string): Promise<FolderTotals | null> {
    const line = await this.#findFolder(path)
    return line && totals(line)
  }

  /** Some names of a folder, folders first; null when there is none of this path. */
  async findPage(path: string, offset: number, limit: number): Promise<FolderPage | null> {
    const line = await this.#findFolder(path)
    if (!line) return null
    const sums = totals(line)
    const all = sums.entries <= SORTED_NAMES
    const entries = await this.#readBlocks([...line.folderBlocks, ...line.fileBlocks], all ? 0 : offset, all ? SORTED_NAMES : limit)
    if (!all) return { ...sums, offset, page: entries }
    const sorted = entries.sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || collator.compare(a.name, b.name))
    return { ...sums, offset, page: sorted.slice(offset, offset + limit) }
  }

  /** The entry of a path; null when there is none. Of several names that read alike, the first. */
  async findEntry(path: string): Promise<Entry | null> {
    const at = path.lastIndexOf('/')
    const line = await this.#findFolder(path.slice(0, at) || '/')
    if (!line) return null
    const name = path.slice(at + 1)
    return (await this.#findIn(line.folderBlocks, name)) ?? (await this.#findIn(line.fileBlocks, name))
  }

  /** restic tells the names of a folder in the order of their bytes, which those that are no UTF-8 have lost on the way. */
  async #findIn(blocks: Block[], name: string): Promise<Entry | null> {
    const isOrdered = !name.includes('\ufffd')
    let [low, high] = [0, blocks.length - 1]
    while (low <= high) {
      const middle = isOrdered ? (low + high) >>> 1 : low
      const entries = await this.#readBlocks(blocks.slice(middle, middle + 1), 0, Number.POSITIVE_INFINITY)
      const entry = entries.find((each) => each.name === name)
      if (entry) return entry
      if (isOrdered && Buffer.compare(Buffer.from(name), Buffer.from(entries[0]?.name ?? '')) < 0) high = middle - 1
      else low = middle + 1
    }
    return null
  }

  /** Names in which all words of `text` occur, whatever their case and accents, under a folder. */
  async search(text: string, under: string, limit: number, signal?: AbortSignal): Promise<Hits> {
    const words = wordsOf(text)
    const found: Hits = { hits: [], more: false }
    if (words.length === 0) return found
    const escaped = words.map((word) => JSON.stringify(word).slice(1, -1))
    let folder = '/'
    let inside = true
    for await (const line of lines(join(this.folder, FILES.entries), signal)) {
      if (line.startsWith('"')) {
        folder = JSON.parse(line)
        inside = isAbove(under, folder)
      } else if (inside && isMatch(line, escaped)) {
        const entry = fromLine(line)
        if (!isMatch(entry.name, words)) continue
        if (found.hits.length >= limit) return { ...found, more: true }
        found.hits.push({ ...entry, folder })
      }
    }
    return found
  }

  async #readBlocks(blocks: Block[], offset: number, limit: number): Promise<Entry[]> {
    const file = await open(join(this.folder, FILES.entries))
    try {
      const entries: Entry[] = []
      let skipped = 0
      for (const [at, bytes, names] of blocks) {
        if (entries.length >= limit) break
        if (skipped + names <= offset) {
          skipped += names
          continue
        }
        const text = await read(file, at, bytes)
        const [, ...rows] = text.trimEnd().split('\n')
        entries.push(...rows.slice(Math.max(0, offset - skipped)).map(fromLine))
        skipped = Math.max(offset, skipped + names)
      }
      return entries.slice(0, limit)
    } finally {
      await file.close()
    }
  }

  async #findFolder(path: string): Promise<FolderLine | null> {
    const wanted = pathHash(path)
    const [index, folders] = await Promise.all([open(join(this.folder, FILES.index)), open(join(this.folder, FILES.folders))])
    try {
      let [low, high] = [0, Math.floor((await stat(join(this.folder, FILES.index))).size / INDEX_ROW) - 1]
      while (low <= high) {
        const middle = (low + high) >>> 1
        const row = Buffer.alloc(INDEX_ROW)
        await index.read(row, 0, INDEX_ROW, middle * INDEX_ROW)
        const hash = row.readBigUInt64BE(0)
        if (hash < wanted) low = middle + 1
        else if (hash > wanted) high = middle - 1
        else {
          const line: FolderLine = JSON.parse(await read(folders, Number(row.readBigUInt64BE(8)), Number(row.readBigUInt64BE(16))))
          return line.path === path ? line : null
        }
      }
      return null
    } finally {
      await Promise.all([index.close(), folders.close()])
    }
  }
}

const names = (blocks: Block[]): number => blocks.reduce((sum, [, , count]) => sum + count, 0)

function totals({ path, files, bytes, folderBlocks, fileBlocks }: FolderLine): FolderTotals {
  const folders = names(folderBlocks)
  return { path, files, bytes, folders, entries: folders + names(fileBlocks) }
}

async function read(file: FileHandle, offset: number, bytes: number): Promise<string> {
  const buffer = Buffer.alloc(bytes)
  await file.read(buffer, 0, bytes, offset)
  return buffer.toString()
}

async function* lines(path: string, signal?: AbortSignal): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>) {
    const whole = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = whole.lastIndexOf(10)
    rest = whole.subarray(end + 1)
    if (end >= 0) yield* whole.toString('utf8', 0, end).split('\n')
  }
}
