/** The known word that takes the fewest strokes to reach from a mistyped one. */
export function nearestOf(word: string, known: readonly string[]): string {
  const typed = word.slice(0, 100).toLowerCase()
  const [nearest] = [...known].sort((a, b) => strokes(typed, a.toLowerCase()) - strokes(typed, b.toLowerCase()))
  return nearest ?? ''
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein). */
function strokes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
