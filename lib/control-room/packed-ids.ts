import { type Bits, packBits, unpackBits } from './packing'

/** UUIDs as four columns: 48 bits of time, version with its 12 bits, and twice 32. What is the same in all costs nothing. */
export type PackedIds = { count: number; columns: Bits[] }

const PARTS: readonly [from: number, digits: number][] = [
  [0, 12],
  [12, 4],
  [16, 8],
  [24, 8],
]

export function packIds(ids: readonly string[]): PackedIds {
  const digits = ids.map((id) => id.replaceAll('-', ''))
  return {
    count: ids.length,
    columns: PARTS.map(([from, length]) => packBits(digits.map((id) => Number.parseInt(id.slice(from, from + length), 16)))),
  }
}

export function unpackIds({ count, columns }: PackedIds): string[] {
  const parts = columns.map((column) => unpackBits(column, count))
  return Array.from({ length: count }, (_, index) => {
    const digits = PARTS.map(([, length], part) => (parts[part]?.[index] ?? 0).toString(16).padStart(length, '0')).join('')
    return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
  })
}
