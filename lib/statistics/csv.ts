export type Cell = string | number | Date | null

/** How a file begins: a byte order mark, so that spreadsheets read its accents. */
export const csvBegin = '\ufeff'

/** A table as CSV for spreadsheets, whole; a long one is better written line by line. */
export const toCsv = (header: string[], rows: Cell[][], locale: 'fr' | 'en'): string =>
  csvBegin + [header, ...rows].map((row) => csvLine(row, locale)).join('')

/**
 * One line of a CSV for spreadsheets: CRLF, and the separator that those of the locale expect. Text that a spreadsheet would run as a
 * formula is made harmless.
 */
export function csvLine(cells: Cell[], locale: 'fr' | 'en'): string {
  const separator = locale === 'fr' ? ';' : ','
  const cell = (value: Cell): string => {
    if (value === null) return ''
    if (value instanceof Date) return value.toISOString()
    if (typeof value === 'number') return locale === 'fr' ? String(value).replace('.', ',') : String(value)
    return quote(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value, separator)
  }
  return `${cells.map(cell).join(separator)}\r\n`
}

const quote = (text: string, separator: string): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
