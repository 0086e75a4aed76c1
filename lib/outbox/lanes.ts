type Lanes<Item> = {
  lanes: number
  /** Asked before each item; once it says no, no lane begins another. */
  goesOn: () => boolean
  work: (item: Item) => Promise<void>
  /** Gets what no lane has begun, also when a lane failed. */
  release: (left: Item[]) => Promise<void>
}

/** Works a claimed batch off in some lanes side by side. Throws what a lane threw, once all have ended. */
export async function workOff<Item>(batch: Item[], { lanes, goesOn, work, release }: Lanes<Item>): Promise<void> {
  const waiting = [...batch]
  const lane = async () => {
    while (goesOn()) {
      const item = waiting.shift()
      if (item === undefined) return
      await work(item)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  await release(waiting)
  for (const result of ended) if (result.status === 'rejected') throw result.reason
}
