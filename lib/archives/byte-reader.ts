/** Takes a stream of pieces apart by numbers of bytes. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#pieces = stream[Symbol.asyncIterator]()
  }

  /** Exactly so many bytes; null at the very end. Throws when it ends in the middle of them. */
  async take(bytes: number): Promise<Buffer | null> {
    const parts: Buffer[] = []
    let missing = bytes
    for await (const part of this.pieces(bytes, true)) {
      parts.push(part)
      missing -= part.length
    }
    if (missing === bytes && bytes > 0) return null
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }

  /** The next so many bytes, in the pieces in which they come. Throws when there are fewer. */
  async *pieces(bytes: number, mayBeNone = false): AsyncGenerator<Buffer> {
    let left = bytes
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) {
        if (mayBeNone && left === bytes) return
        throw new Error('the stream ends too early')
      }
      const piece = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#pieces.next()
      if (done) return false
      if (value.length === 0) continue
      this.#rest = value
      return true
    }
  }
}
