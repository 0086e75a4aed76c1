import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HELD_BYTES = 4 * 1024 * 1024
const PIECE = 256 * 1024

/** Bytes that are put aside to be read once at the end: in memory, and on disk from some megabytes on. */
export class Spill {
  #held: Buffer[] = []
  #heldBytes = 0
  #file: number | null = null
  #written = 0

  add(bytes: Buffer): void {
    this.#held.push(bytes)
    this.#heldBytes += bytes.length
    if (this.#heldBytes < HELD_BYTES) return
    this.#file ??= openNameless()
    this.#written += writeSync(this.#file, Buffer.concat(this.#held))
    this.#held = []
    this.#heldBytes = 0
  }

  *pieces(): Generator<Buffer> {
    for (let at = 0; this.#file !== null && at < this.#written; ) {
      const piece = Buffer.alloc(Math.min(PIECE, this.#written - at))
      at += readSync(this.#file, piece, 0, piece.length, at)
      yield piece
    }
    yield Buffer.concat(this.#held)
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
    this.#held = []
  }
}

/** A file that has lost its name at once: it is gone with the process, however that ends. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  try {
    return openSync(join(folder, 'directory'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
