export type QuotaState = 'ok' | 'near' | 'over'

/** Contract list: orange when less than 15 % is free, red when exceeded (requirements D3). */
export const listQuotaState = (usedBytes: number, subscribedBytes: number): QuotaState =>
  usedBytes > subscribedBytes ? 'over' : percents(usedBytes) > 85n * BigInt(subscribedBytes) ? 'near' : 'ok'

/** Control room: orange from 90 % to 100 %, red above (requirements C4). An empty contract of no volume is green. */
export const controlRoomQuotaState = (usedBytes: number, subscribedBytes: number): QuotaState =>
  usedBytes > subscribedBytes ? 'over' : usedBytes > 0 && percents(usedBytes) >= 90n * BigInt(subscribedBytes) ? 'near' : 'ok'

/** Used of subscribed in whole percent, rounded down so that 99.9 % never reads as full; null when nothing is subscribed. */
export const quotaPercent = (usedBytes: number, subscribedBytes: number): number | null =>
  subscribedBytes > 0 ? Number(percents(usedBytes) / BigInt(subscribedBytes)) : null

// Whole numbers, since a quotient of doubles would put exactly 85 % on either side.
const percents = (bytes: number): bigint => 100n * BigInt(bytes)
