/** As people compare names: without case and accents. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

// Most names are of plain letters, for which folding is their lower case.
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const PLAIN = /^[\u0000-\u007f]*$/

/** The words of a search, each to be found anywhere in a name; a star is what people put where anything may stand. */
export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[\s*]+/)
    .filter((word) => word !== '')

export function isMatch(name: string, words: string[]): boolean {
  const folded = PLAIN.test(name) ? name.toLowerCase() : fold(name)
  return words.every((word) => folded.includes(word))
}
