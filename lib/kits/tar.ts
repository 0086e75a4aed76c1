const BLOCK = 512
const NAME_BYTES = 100

export type ArchiveFile = { path: string; mode: number; body: Buffer }

/**
 * A tar archive (POSIX ustar) in parts, the same bytes for the same files: order and modes are given, the owner is root, the time is
 * `at`. Written here, since a kit needs a header and some zeros, where a library brings five packages.
 */
export function* tarParts(files: readonly ArchiveFile[], at: Date): Generator<Buffer> {
  for (const file of files) {
    yield header(file, at)
    yield file.body
    yield Buffer.alloc((BLOCK - (file.body.length % BLOCK)) % BLOCK)
  }
  yield Buffer.alloc(2 * BLOCK)
}

function header({ path, mode, body }: ArchiveFile, at: Date): Buffer {
  if (Buffer.byteLength(path) > NAME_BYTES) throw new Error(`the path is too long for a kit: ${path}`)
  const block = Buffer.alloc(BLOCK)
  const number = (value: number, offset: number, digits: number) => block.write(value.toString(8).padStart(digits, '0'), offset)
  block.write(path, 0)
  number(mode, 100, 7)
  number(0, 108, 7)
  number(0, 116, 7)
  number(body.length, 124, 11)
  number(Math.floor(at.getTime() / 1000), 136, 11)
  block.write('        0', 148)
  block.write('ustar\u000000', 257)
  for (const offset of [265, 297]) block.write('root', offset)
  number(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  )
  block[154] = 0
  return block
}
