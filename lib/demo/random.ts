import { createHash } from 'node:crypto'

export type Random = {
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number
  pick: <T>(values: readonly T[]) => T
  chance: (probability: number) => boolean
  uuidv7: (at: number) => string
}

/** Numbers that look random and are the same for the same `seed`: the demo data is alike wherever it is made. */
export function seededRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    pick: (values) => values[between(0, values.length - 1)] as (typeof values)[number],
    chance: (probability) => next() < probability,
    uuidv7(at) {
      const random = () => between(0, 0xffff).toString(16).padStart(4, '0')
      const time = Math.floor(at).toString(16).padStart(12, '0')
      const variant = (0x8 + between(0, 3)).toString(16)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${random().slice(1)}-${variant}${random().slice(1)}-${random()}${random()}${random()}`
    },
  }
}
