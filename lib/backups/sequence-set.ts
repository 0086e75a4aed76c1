/** The sequence numbers of a backup's reports that were taken, as half-open ranges in ascending order, none touching the next. */
export type SequenceSet = readonly (readonly [from: number, to: number])[]

/** An agent counts without gaps; more ranges than this come from no honest one, and each costs time at every report. */
export const MAX_RANGES = 5_000

/** Reads Postgres' text of an int8multirange: `{[1,5),[9,10)}`. */
export function parseSequenceSet(text: string): SequenceSet {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [Number(from), Number(to)])
}

export const formatSequenceSet = (set: SequenceSet): string => `{${set.map(([from, to]) => `[${from},${to})`).join(',')}}`

export const hasSequence = (set: SequenceSet, seq: number): boolean => {
  const before = set[firstAfter(set, seq) - 1]
  return before !== undefined && seq < before[1]
}

/** The set with `seq` in it, neighbouring ranges joined. */
export function addSequence(set: SequenceSet, seq: number): SequenceSet {
  if (hasSequence(set, seq)) return set
  const place = firstAfter(set, seq)
  const [before, after] = [set[place - 1], set[place]]
  const joinsBefore = before?.[1] === seq
  const joinsAfter = after?.[0] === seq + 1
  const joined = [joinsBefore && before ? before[0] : seq, joinsAfter && after ? after[1] : seq + 1] as const
  return [...set.slice(0, joinsBefore ? place - 1 : place), joined, ...set.slice(joinsAfter ? place + 1 : place)]
}

/** The place of the first range that begins after `seq`. */
function firstAfter(set: SequenceSet, seq: number): number {
  let [low, high] = [0, set.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((set[middle]?.[0] ?? 0) > seq) high = middle
    else low = middle + 1
  }
  return low
}
