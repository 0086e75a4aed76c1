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
    return quote(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)
  }
  return `${cells.map(cell).join(separator)}\r\n`
}

/** Quoted for every separator that a spreadsheet may take, whatever the locale: none may split off a text's tail, which could be a formula. */
const quote = (text: string): string => (/[;,\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
