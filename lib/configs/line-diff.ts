/** A line of a comparison; `before` and `after` are its numbers in the two texts, from 1. */
export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string; before: number | null; after: number | null }

/** Beyond this the middle of two texts counts as replaced as a whole. */
const MAX_CELLS = 4_000_000

/** The lines of two texts side by side in the order in which a reader follows the change; as few as possible count as changed. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++
  let end = 0
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++
  const lines: DiffLine[] = []
  const same = (i: number, j: number) => lines.push({ kind: 'same', text: old[i] ?? '', before: i + 1, after: j + 1 })
  for (let i = 0; i < start; i++) same(i, i)
  for (const [i, j] of alignment(old, fresh, start, end)) {
    if (i !== null && j !== null) same(i, j)
    else if (i !== null) lines.push({ kind: 'removed', text: old[i] ?? '', before: i + 1, after: null })
    else if (j !== null) lines.push({ kind: 'added', text: fresh[j] ?? '', before: null, after: j + 1 })
  }
  for (let k = end; k > 0; k--) same(old.length - k, fresh.length - k)
  return lines
}

/** The parts of a comparison that changed, each with up to `context` unchanged lines around it. */
export function diffHunks(lines: DiffLine[], context = 3): DiffLine[][] {
  const near = new Set<number>()
  lines.forEach((line, index) => {
    if (line.kind !== 'same') for (let i = index - context; i <= index + context; i++) near.add(i)
  })
  const hunks: DiffLine[][] = []
  lines.forEach((line, index) => {
    if (!near.has(index)) return
    if (near.has(index - 1) && index > 0) hunks.at(-1)?.push(line)
    else hunks.push([line])
  })
  return hunks
}

type Pair = [before: number | null, after: number | null]

/** Pairs the lines between `start` and the last `end` by their longest common subsequence; removed lines stand before added ones. */
function alignment(old: string[], fresh: string[], start: number, end: number): Pair[] {
  const rows = old.length - start - end
  const columns = fresh.length - start - end
  const removed = (i: number): Pair => [start + i, null]
  const added = (j: number): Pair => [null, start + j]
  if (rows * columns > MAX_CELLS)
    return [...Array.from({ length: rows }, (_, i) => removed(i)), ...Array.from({ length: columns }, (_, j) => added(j))]
  const width = columns + 1
  const longest = new Uint16Array((rows + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  const equal = (i: number, j: number) => old[start + i] === fresh[start + j]
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--)
      longest[i * width + j] = equal(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  while (i < rows || j < columns) {
    if (i < rows && j < columns && equal(i, j)) pairs.push([start + i++, start + j++])
    else if (i < rows && (j === columns || at(i + 1, j) >= at(i, j + 1))) pairs.push(removed(i++))
    else pairs.push(added(j++))
  }
  return pairs
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
