const BURST = 300
const PER_SECOND = 20
const MAX_BUCKETS = 100_000

/** A large body costs as many as it takes longer to read. */
const BYTES_PER_TOKEN = 64 * 1024

type Bucket = { tokens: number; at: number }

/** A token bucket for each machine, so that one gone wild does not starve the others. Kept by each process for itself. */
export function createRateLimit(): (machineId: string, now: number, bytes?: number) => boolean {
  const buckets = new Map<string, Bucket>()
  return (machineId, now, bytes = 0) => {
    const cost = 1 + Math.floor(bytes / BYTES_PER_TOKEN)
    const last = buckets.get(machineId) ?? { tokens: BURST, at: now }
    const tokens = Math.min(BURST, last.tokens + ((now - last.at) / 1000) * PER_SECOND)
    // Re-inserted, so that the map's order is that of use and its head the one to forget.
    buckets.delete(machineId)
    // A refused request costs nothing, or one that keeps knocking would never be let in again.
    buckets.set(machineId, { tokens: tokens >= cost ? tokens - cost : tokens, at: now })
    if (buckets.size > MAX_BUCKETS) buckets.delete(buckets.keys().next().value ?? '')
    return tokens >= cost
  }
}
