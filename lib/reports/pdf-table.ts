import { CONTENT_WIDTH, PAGE, type Sheet, type Style } from './pdf-sheet'

/** A column; without a width it takes what the others leave. */
export type Column = { name: string; width?: number; right?: boolean; color?: (cell: string, row: number) => string | undefined }

const [GAP, PADDING] = [10, 5]
/** Long names are cut after so many lines. */
const CELL_LINES = 3
const HEAD: Style = { size: 8, lines: 2 }

/** A table whose rows stay whole, and whose head stands on every page that it goes on to. */
export function drawTable(sheet: Sheet, columns: Column[], rows: string[][]): void {
  const places = placesOf(columns)
  const { doc, palette } = sheet
  const table = doc.struct('Table')
  sheet.root.add(table)
  const headStyle = (column?: Column): Style => ({ ...HEAD, color: palette.muted, align: column?.right ? 'right' : 'left' })
  const headHeight = Math.max(...columns.map(({ name }, index) => sheet.height(name, places[index]?.width ?? 0, HEAD)))
  const name = (index: number) =>
    sheet.text(columns[index]?.name ?? '', places[index]?.x ?? 0, sheet.y, places[index]?.width ?? 0, headStyle(columns[index]))
  const rule = (y: number) =>
    sheet.ornament(
      () =>
        void doc
          .moveTo(PAGE.margin, y)
          .lineTo(PAGE.margin + CONTENT_WIDTH, y)
          .lineWidth(0.6)
          .stroke(palette.line),
    )

  const head = doc.struct('TR')
  table.add(head)
  for (const index of columns.keys()) head.add(doc.struct('TH', { scope: 'Column' } as object, [() => void name(index)]))
  sheet.y += headHeight + 3
  rule(sheet.y)
  for (const [number, cells] of rows.entries()) {
    const style = (index: number): Style => {
      const color = columns[index]?.color?.(cells[index] ?? '', number)
      return { size: 9, lines: CELL_LINES, align: columns[index]?.right ? 'right' : 'left', ...(color && { color, bold: true }) }
    }
    const height = Math.max(...cells.map((cell, index) => sheet.height(cell, places[index]?.width ?? 0, style(index)))) + 2 * PADDING
    if (sheet.room(height)) {
      sheet.ornament(() =>
        columns.forEach((_, index) => {
          name(index)
        }),
      )
      sheet.y += headHeight + 3
      rule(sheet.y)
    }
    const row = doc.struct('TR')
    table.add(row)
    for (const [index, cell] of cells.entries()) {
      const { x = 0, width = 0 } = places[index] ?? {}
      row.add(
        doc.struct(index === 0 ? 'TH' : 'TD', index === 0 ? ({ scope: 'Row' } as object) : {}, [
          () => void sheet.text(cell, x, sheet.y + PADDING, width, style(index)),
        ]),
      )
    }
    sheet.y += height
    rule(sheet.y)
  }
  sheet.y += 12
}

function placesOf(columns: Column[]): { x: number; width: number }[] {
  const taken = columns.reduce((sum, { width = 0 }) => sum + width + GAP, -GAP)
  const open = (CONTENT_WIDTH - taken) / Math.max(1, columns.filter(({ width }) => width === undefined).length)
  let x: number = PAGE.margin
  return columns.map(({ width = open }) => {
    const place = { x, width }
    x += width + GAP
    return place
  })
}
