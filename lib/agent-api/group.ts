type Waiting<In, Out> = { item: In; weight: number; since: number; resolve: (value: Out) => void; reject: (error: unknown) => void }

export type Group<In, Out> = ((item: In) => Promise<Out>) & { readonly waiting: number }

type Options<In> = {
  /** How long the first item waits for others, in milliseconds. */
  windowMilliseconds: number
  /** How many runs may be under way at once. */
  concurrency: number
  /** How much weight one run takes at most. */
  maxWeight: number
  weigh?: (item: In) => number
}

/**
 * Runs `work` on the items of concurrent callers together, and answers each with its own result. When a run of several fails, each
 * of them runs by itself, so that one bad item fails alone.
 */
export function group<In, Out>(work: (items: In[]) => Promise<Out[]>, options: Options<In>): Group<In, Out> {
  const queue: Waiting<In, Out>[] = []
  let running = 0
  let timer: NodeJS.Timeout | undefined

  function schedule(): void {
    const first = queue[0]
    if (timer || running >= options.concurrency || !first) return
    // Who has waited that long behind a run need not wait again.
    const rest = Math.max(0, first.since + options.windowMilliseconds - performance.now())
    timer = setTimeout(() => {
      timer = undefined
      running++
      void settle(take()).finally(() => {
        running--
        schedule()
      })
      schedule()
    }, rest)
  }

  function take(): Waiting<In, Out>[] {
    let weight = 0
    let count = 0
    for (const waiting of queue) {
      if (count > 0 && weight + waiting.weight > options.maxWeight) break
      weight += waiting.weight
      count++
    }
    return queue.splice(0, count)
  }

  async function settle(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as Out)
      })
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const single of batch) await settle([single])
    }
  }

  const submit = (item: In) =>
    new Promise<Out>((resolve, reject) => {
      queue.push({ item, weight: options.weigh?.(item) ?? 1, since: performance.now(), resolve, reject })
      schedule()
    })
  return Object.defineProperty(submit, 'waiting', { get: () => queue.length }) as Group<In, Out>
}
