/*
 * Columns of values as short text. Bits suit numbers without a pattern: nothing beats their own width. Symbols suit
 * few distinct values, a character or two each, whose pattern the transport's compression then finds.
 */

export type Bits = { min: number; width: number; data: string }
export type Symbols<T> = { values: T[]; width: number; data: string }

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const CODES = new Map([...ALPHABET].map((sign, code) => [sign, code]))
const SIX = 64

/** Packs safe integers (none negative beyond the range of one) into the bits that their range needs, six to a character. */
export function packBits(numbers: readonly number[]): Bits {
  const min = numbers.reduce((low, value) => Math.min(low, value), numbers[0] ?? 0)
  const width = bitsFor(numbers.reduce((high, value) => Math.max(high, value - min), 0))
  let data = ''
  let [held, heldBits] = [0, 0]
  for (const value of width === 0 ? [] : numbers) {
    for (let left = width; left > 0; ) {
      const take = Math.min(6 - heldBits, left)
      held = held * 2 ** take + (Math.floor((value - min) / 2 ** (left - take)) % 2 ** take)
      heldBits += take
      left -= take
      if (heldBits === 6) {
        data += ALPHABET[held]
        held = 0
        heldBits = 0
      }
    }
  }
  return { min, width, data: heldBits > 0 ? data + ALPHABET[held * 2 ** (6 - heldBits)] : data }
}

export function unpackBits({ min, width, data }: Bits, count: number): number[] {
  let [at, held, heldBits] = [0, 0, 0]
  return Array.from({ length: count }, () => {
    let value = 0
    for (let left = width; left > 0; ) {
      if (heldBits === 0) {
        held = CODES.get(data.charAt(at++)) ?? 0
        heldBits = 6
      }
      const take = Math.min(heldBits, left)
      value = value * 2 ** take + (Math.floor(held / 2 ** (heldBits - take)) % 2 ** take)
      heldBits -= take
      left -= take
    }
    return value + min
  })
}

// By doubling, since a logarithm is off by one bit near some powers of two.
function bitsFor(range: number): number {
  let width = 0
  while (2 ** width <= range) width++
  return width
}

/** Packs values of which few are distinct: a dictionary, and as many characters a value as the dictionary's size needs. */
export function packSymbols<T extends number | string | boolean | null>(list: readonly T[]): Symbols<T> {
  const codes = new Map<T, number>()
  for (const value of list) if (!codes.has(value)) codes.set(value, codes.size)
  const width = Math.max(1, Math.ceil(bitsFor(codes.size - 1) / 6))
  return { values: [...codes.keys()], width, data: list.map((value) => spell(codes.get(value) ?? 0, width)).join('') }
}

export function unpackSymbols<T>({ values, width, data }: Symbols<T>, count: number): T[] {
  return Array.from({ length: count }, (_, index) => {
    let code = 0
    for (let at = index * width; at < (index + 1) * width; at++) code = code * SIX + (CODES.get(data.charAt(at)) ?? 0)
    return values[code] as T
  })
}

function spell(code: number, width: number): string {
  let text = ''
  for (let place = 0; place < width; place++) text = ALPHABET.charAt(Math.floor(code / SIX ** place) % SIX) + text
  return text
}
