/** How long to wait, as people count it. */
export const minutesOf = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60))
