const SLICE_BYTES = 128 * 1024

/** A stored file as a stream of slices, each read when the one before has gone: none is whole in memory, however slow its reader. */
export function inSlices(byteCount: number, read: (offset: number, bytes: number) => Promise<Buffer>): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await read(offset, SLICE_BYTES)
        offset += part.length
        if (part.length > 0) controller.enqueue(part)
        if (offset >= byteCount || part.length === 0) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
