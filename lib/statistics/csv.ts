type Cell = string | number | Date | null

/**
 * A table as CSV for spreadsheets: a byte order mark so that accents survive, CRLF, the separator that the locale's spreadsheets expect.
 * Text that a spreadsheet would run as a formula is made harmless.
 */
export function toCsv(header: string[], rows: Cell[][], locale: 'fr' | 'en'): string {
  const separator = locale === 'fr' ? ';' : ','
  const cell = (value: Cell): string => {
    if (value === null) return ''
    if (value instanceof Date) return value.toISOString()
    if (typeof value === 'number') return locale === 'fr' ? String(value).replace('.', ',') : String(value)
    return quote(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value, separator)
  }
  return `\ufeff${[header, ...rows].map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`
}

const quote = (text: string, separator: string): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
