export const LOG_LINES_PER_PAGE = 500

/** Where the last part of a log begins. */
export const lastOffset = (total: number): number => Math.max(0, Math.ceil(total / LOG_LINES_PER_PAGE) - 1) * LOG_LINES_PER_PAGE

/** The offset that an address asks for, on a part's border; null when it asks for none that makes sense. */
export function parseOffset(asked: string | string[] | undefined): number | null {
  const offset = typeof asked === 'string' && /^\d{1,9}$/.test(asked) ? Number(asked) : null
  return offset === null ? null : offset - (offset % LOG_LINES_PER_PAGE)
}
