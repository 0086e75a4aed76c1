/** The sequence numbers of a backup's reports that were taken, as half-open ranges in ascending order. */
export type SequenceSet = readonly (readonly [from: number, to: number])[]

/** Reads Postgres' text of an int8multirange: `{[1,5),[9,10)}`. */
export function parseSequenceSet(text: string): SequenceSet {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [Number(from), Number(to)])
}

export const formatSequenceSet = (set: SequenceSet): string => `{${set.map(([from, to]) => `[${from},${to})`).join(',')}}`

export const hasSequence = (set: SequenceSet, seq: number): boolean => set.some(([from, to]) => seq >= from && seq < to)

/** The set with `seq` in it, neighbouring ranges joined. */
export function addSequence(set: SequenceSet, seq: number): SequenceSet {
  if (hasSequence(set, seq)) return set
  const joined: [number, number] = [seq, seq + 1]
  const apart = set.filter(([from, to]) => {
    if (to === seq) joined[0] = from
    if (from === seq + 1) joined[1] = to
    return to !== seq && from !== seq + 1
  })
  return [...apart, joined].sort((a, b) => a[0] - b[0])
}
