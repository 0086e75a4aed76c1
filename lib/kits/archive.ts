import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { ZipFile } from 'yazl'
import { archiveName } from './archive-name'
import { kitFiles } from './files'
import type { KitSources } from './sources'
import { type ArchiveFile, tarParts } from './tar'
import type { KitArchive, KitFacts, KitPlatform } from './types'

/** The time of every file in every kit. */
const AT = new Date('2020-01-01T12:00:00Z')
const LEVEL = 9

/** A kit for one platform as a stream; the same facts and sources give the same bytes (requirements F2). */
export function streamArchive(kit: KitFacts, platform: KitPlatform, sources: KitSources): Readable {
  const files = kitFiles(kit, platform, sources)
  return platform === 'windows' ? zip(files) : tarGzip(files)
}

/** The same, whole, with what the page says of it. A kit has some 200 KB. */
export async function buildArchive(kit: KitFacts, platform: KitPlatform, sources: KitSources): Promise<KitArchive & { body: Buffer }> {
  const parts: Buffer[] = []
  for await (const part of streamArchive(kit, platform, sources)) parts.push(part)
  const body = Buffer.concat(parts)
  const sha256 = createHash('sha256').update(body).digest('hex')
  return { platform, fileName: archiveName(kit, platform), byteCount: body.length, sha256, body }
}

function tarGzip(files: ArchiveFile[]): Readable {
  const gzip = createGzip({ level: LEVEL })
  const source = Readable.from(tarParts(files, AT))
  source.once('error', (error) => gzip.destroy(error))
  return source.pipe(gzip)
}

function zip(files: ArchiveFile[]): Readable {
  const archive = new ZipFile()
  // Zip keeps the parts of a local time and no zone: made of such parts, it is the same wherever the portal runs.
  const mtime = new Date(2020, 0, 1, 12)
  for (const { path, mode, body } of files) {
    archive.addBuffer(body, path, { mtime, mode: 0o100000 | mode, compressionLevel: LEVEL, forceDosTimestamp: true })
  }
  archive.end()
  return archive.outputStream as Readable
}
