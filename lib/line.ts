/** Who is inside, and who waits to be let in, in the order in which they came. */
export type Line<Who> = { inside: Who[]; waiting: { who: Who; enter: () => void }[] }

/** Whether there is room for somebody beside those who are inside. */
export type Admits<Who> = (who: Who, inside: readonly Who[]) => boolean

export const emptyLine = <Who>(): Line<Who> => ({ inside: [], waiting: [] })

/**
 * Waits until there is room and answers how to leave, which may be done twice; null when the signal fires before. Whoever there is room for
 * does not wait for those before him for whom there is none. All who stand in a line ask the same `admits`.
 */
export function standInLine<Who>(
  line: Line<Who>,
  who: Who,
  admits: Admits<Who>,
  signal: AbortSignal | undefined,
): Promise<(() => void) | null> {
  if (signal?.aborted) return Promise.resolve(null)
  return new Promise((resolve) => {
    let left = false
    const leave = () => {
      if (left) return
      left = true
      line.inside.splice(line.inside.indexOf(who), 1)
      admitNext(line, admits)
    }
    const waiting = {
      who,
      enter() {
        signal?.removeEventListener('abort', giveUp)
        line.inside.push(who)
        resolve(leave)
      },
    }
    const giveUp = () => {
      line.waiting.splice(line.waiting.indexOf(waiting), 1)
      resolve(null)
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    line.waiting.push(waiting)
    admitNext(line, admits)
  })
}

function admitNext<Who>({ inside, waiting }: Line<Who>, admits: Admits<Who>): void {
  const next = waiting.findIndex(({ who }) => admits(who, inside))
  if (next >= 0) waiting.splice(next, 1)[0]?.enter()
}
