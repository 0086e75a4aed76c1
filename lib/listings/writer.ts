import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Block, FILES, type FolderLine, INDEX_ROW, pathHash, toLine } from './format'
import type { Node } from './node'
import type { Entry } from './types'

const BLOCK_NAMES = 500

/** What a listing may grow to. */
export type ListingLimits = { lineCharacters: number; lines: number; folders: number; bytes: number; waitingCharacters: number }

/** Far above any real backup: a hijacked client can store folders that hold each other, which tell of more names than a disk takes. */
export const LISTING_LIMITS: ListingLimits = {
  lineCharacters: 1024 ** 2,
  lines: 20_000_000,
  folders: 2_000_000,
  bytes: 4 * 1024 ** 3,
  waitingCharacters: 256 * 1024 ** 2,
}

/** A backup that tells of more than the limits allow is not what an agent made. */
export class ListingTooLarge extends Error {}

type Lines = { blocks: Block[]; waiting: string[] }
type Open = { path: string; entry: Entry; folders: Lines; files: Lines }

/**
 * Writes a listing as restic tells it, depth first: only the folders on the way to the present one are open, and of each at most a
 * block of names is in memory, so a folder of a million files takes no more of it than one of a thousand.
 */
export class ListingWriter {
  readonly #way: Open[] = [openFolder('/', root)]
  readonly #hashes: bigint[] = []
  readonly #places: [offset: number, bytes: number][] = []
  #folders = 0
  #waiting = 0
  files = 0

  private constructor(
    readonly folder: string,
    readonly entries: Appender,
    readonly folders: Appender,
    readonly limits: ListingLimits,
  ) {}

  static async create(folder: string, limits = LISTING_LIMITS): Promise<ListingWriter> {
    const [entries, folders] = [await Appender.open(join(folder, FILES.entries)), await Appender.open(join(folder, FILES.folders))]
    return new ListingWriter(folder, entries, folders, limits)
  }

  /**
   * Takes the next node. One whose folder was not told before it cannot be reached by its path, and is left out. Throws ListingTooLarge.
   */
  async add(node: Node): Promise<void> {
    const parent = node.path.slice(0, node.path.length - node.name.length - 1) || '/'
    while (this.#top.path !== parent && this.#way.length > 1 && !isAbove(this.#top.path, parent)) await this.#close()
    if (this.#top.path !== parent || node.path !== below(parent, node.name)) return
    const { path, ...rest } = node
    if (node.kind === 'folder') {
      this.#folders += 1
      if (this.#folders > this.limits.folders) throw new ListingTooLarge('folders')
      this.#way.push(openFolder(path, { ...rest, bytes: 0, files: 0 }))
      return
    }
    this.files += 1
    const entry: Entry = { ...rest, bytes: node.kind === 'file' ? node.bytes : 0, files: 1 }
    this.#count(this.#top.entry, entry)
    await this.#put(this.#top, this.#top.files, entry)
  }

  /** Writes what is left; without it the listing is none. */
  async end(): Promise<void> {
    while (this.#way.length > 0) await this.#close()
    await this.entries.close()
    await this.folders.close()
    await this.#writeIndex()
  }

  async abandon(): Promise<void> {
    await this.entries.close()
    await this.folders.close()
  }

  get #top(): Open {
    return this.#way.at(-1) as Open
  }

  #count(folder: Entry, { bytes, files }: Entry): void {
    folder.bytes += bytes
    folder.files += files
  }

  async #put(folder: Open, lines: Lines, entry: Entry): Promise<void> {
    const line = toLine(entry)
    lines.waiting.push(line)
    this.#waiting += line.length
    if (this.#waiting > this.limits.waitingCharacters) throw new ListingTooLarge('waitingCharacters')
    if (lines.waiting.length >= BLOCK_NAMES) await this.#flush(folder, lines)
  }

  async #flush({ path }: Open, lines: Lines): Promise<void> {
    if (lines.waiting.length === 0) return
    const text = `${JSON.stringify(path)}\n${lines.waiting.join('\n')}\n`
    const [offset, bytes] = await this.entries.add(text)
    lines.blocks.push([offset, bytes, lines.waiting.length])
    for (const line of lines.waiting) this.#waiting -= line.length
    lines.waiting = []
    this.#checkBytes()
  }

  async #close(): Promise<void> {
    const closed = this.#way.pop() as Open
    await this.#flush(closed, closed.folders)
    await this.#flush(closed, closed.files)
    const { files, bytes } = closed.entry
    const line: FolderLine = { path: closed.path, files, bytes, folderBlocks: closed.folders.blocks, fileBlocks: closed.files.blocks }
    this.#hashes.push(pathHash(closed.path))
    this.#places.push(await this.folders.add(`${JSON.stringify(line)}\n`))
    this.#checkBytes()
    const above = this.#way.at(-1)
    if (!above) return
    this.#count(above.entry, closed.entry)
    await this.#put(above, above.folders, closed.entry)
  }

  #checkBytes(): void {
    if (this.entries.bytes + this.folders.bytes > this.limits.bytes) throw new ListingTooLarge('bytes')
  }

  async #writeIndex(): Promise<void> {
    const order = this.#hashes.map((_, index) => index).sort((a, b) => compare(this.#hashes[a], this.#hashes[b]))
    const index = await Appender.open(join(this.folder, FILES.index))
    for (const at of order) {
      const row = Buffer.alloc(INDEX_ROW)
      row.writeBigUInt64BE(this.#hashes[at] ?? 0n, 0)
      row.writeBigUInt64BE(BigInt(this.#places[at]?.[0] ?? 0), 8)
      row.writeBigUInt64BE(BigInt(this.#places[at]?.[1] ?? 0), 16)
      await index.add(row)
    }
    await index.close()
  }
}

const root: Entry = { name: '', kind: 'folder', bytes: 0, files: 0, modifiedAt: '', mode: 0o755, uid: 0, gid: 0 }
const openFolder = (path: string, entry: Entry): Open => ({
  path,
  entry: { ...entry },
  folders: { blocks: [], waiting: [] },
  files: { blocks: [], waiting: [] },
})

export const below = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`)
export const isAbove = (folder: string, path: string): boolean => folder === '/' || path === folder || path.startsWith(`${folder}/`)
const compare = (a = 0n, b = 0n): number => (a < b ? -1 : a > b ? 1 : 0)

/** A file that only grows, written in pieces of a quarter of a megabyte. */
class Appender {
  #offset = 0
  #waiting: Buffer[] = []
  #bytes = 0

  private constructor(readonly file: FileHandle) {}

  static async open(path: string): Promise<Appender> {
    return new Appender(await open(path, 'wx', 0o600))
  }

  get bytes(): number {
    return this.#offset
  }

  async add(piece: string | Buffer): Promise<[offset: number, bytes: number]> {
    const buffer = Buffer.from(piece)
    const place: [number, number] = [this.#offset, buffer.length]
    this.#offset += buffer.length
    this.#bytes += buffer.length
    this.#waiting.push(buffer)
    if (this.#bytes > 256 * 1024) await this.#write()
    return place
  }

  async close(): Promise<void> {
    await this.#write()
    await this.file.close()
  }

  async #write(): Promise<void> {
    const all = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#bytes = 0
    if (all.length > 0) await this.file.appendFile(all)
  }
}
