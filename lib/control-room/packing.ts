/*
 * Columns of values as short text. Bits suit numbers without a pattern: nothing beats their own width. Symbols suit
 * few distinct values, a character or two each, whose pattern the transport's compression then finds.
 */

export type Bits = { min: number; width: number; data: string }
export type Symbols<T> = { values: T[]; width: number; data: string }

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SIGNS = new TextEncoder().encode(ALPHABET)
const CODES = new Uint8Array(128)
for (let code = 0; code < 64; code++) CODES[SIGNS[code] as number] = code

/** Six bits held back and a part of this many fit the 32 bits of the language's integers. */
const PART_BITS = 24

/** Packs safe integers, no two further apart than the largest of them, into the bits that their range needs. */
export function packBits(numbers: readonly number[]): Bits {
  const min = numbers.reduce((low, value) => Math.min(low, value), numbers[0] ?? 0)
  const width = bitsFor(numbers.reduce((high, value) => Math.max(high, value - min), 0))
  const signs = new Uint8Array(Math.ceil((numbers.length * width) / 6))
  let [at, held, heldBits] = [0, 0, 0]
  const write = (part: number, bits: number): void => {
    held = (held << bits) | part
    heldBits += bits
    while (heldBits >= 6) {
      heldBits -= 6
      signs[at++] = SIGNS[held >>> heldBits] as number
      held &= (1 << heldBits) - 1
    }
  }
  for (const value of numbers) {
    for (let left = width; left > 0; left -= Math.min(left, PART_BITS)) {
      const bits = Math.min(left, PART_BITS)
      write(Math.floor((value - min) / 2 ** (left - bits)) % 2 ** bits, bits)
    }
  }
  if (heldBits > 0) signs[at] = SIGNS[held << (6 - heldBits)] as number
  return { min, width, data: new TextDecoder().decode(signs) }
}

export function unpackBits({ min, width, data }: Bits, count: number): number[] {
  let [at, held, heldBits] = [0, 0, 0]
  const read = (bits: number): number => {
    while (heldBits < bits) {
      held = (held << 6) | (CODES[data.charCodeAt(at++)] as number)
      heldBits += 6
    }
    heldBits -= bits
    const part = held >>> heldBits
    held &= (1 << heldBits) - 1
    return part
  }
  const numbers = new Array<number>(count)
  for (let index = 0; index < count; index++) {
    let value = 0
    for (let left = width; left > 0; left -= Math.min(left, PART_BITS)) {
      const bits = Math.min(left, PART_BITS)
      value = value * 2 ** bits + read(bits)
    }
    numbers[index] = value + min
  }
  return numbers
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
  for (const value of new Set(list)) codes.set(value, codes.size)
  const width = Math.max(1, Math.ceil(bitsFor(codes.size - 1) / 6))
  const spelled = new Map([...codes].map(([value, code]) => [value, spell(code, width)]))
  return { values: [...codes.keys()], width, data: list.map((value) => spelled.get(value)).join('') }
}

export function unpackSymbols<T>({ values, width, data }: Symbols<T>, count: number): T[] {
  const list = new Array<T>(count)
  for (let index = 0; index < count; index++) {
    let code = 0
    for (let at = index * width; at < (index + 1) * width; at++) code = code * 64 + (CODES[data.charCodeAt(at)] as number)
    list[index] = values[code] as T
  }
  return list
}

function spell(code: number, width: number): string {
  let text = ''
  for (let place = 0; place < width; place++) text = ALPHABET.charAt(Math.floor(code / 64 ** place) % 64) + text
  return text
}
