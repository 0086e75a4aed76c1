export type Comparison = { kind: 'more' | 'less'; percent: number } | { kind: 'same' } | { kind: 'fromNothing' }

/** A figure beside that of the period before, in whole hundredths of the latter. */
export function compare(now: number, before: number): Comparison {
  if (now === before) return { kind: 'same' }
  if (before === 0) return { kind: 'fromNothing' }
  const percent = Math.round((100 * Math.abs(now - before)) / before)
  return percent === 0 ? { kind: 'same' } : { kind: now > before ? 'more' : 'less', percent }
}
