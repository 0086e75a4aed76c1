const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes as Go, and so restic's JSON, writes them: one replacement character for each byte that is no UTF-8, where others write fewer. */
export function textOf(bytes: Buffer): string {
  try {
    return strict.decode(bytes)
  } catch {
    return [...runes(bytes)].join('')
  }
}

function* runes(bytes: Buffer): Generator<string> {
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => isRune(bytes.subarray(at, at + count), count))
    yield length ? lenient.decode(bytes.subarray(at, at + length)) : '\ufffd'
    at += length ?? 1
  }
}

function isRune(bytes: Buffer, count: number): boolean {
  if (bytes.length < count) return false
  try {
    return [...strict.decode(bytes)].length === 1
  } catch {
    return false
  }
}
