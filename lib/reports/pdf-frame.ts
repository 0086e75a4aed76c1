import { headerLine } from '@/lib/mails/escape'
import { supportOf } from '@/lib/mails/text'
import { CONTENT_WIDTH, PAGE, type Sheet } from './pdf-sheet'
import type { ContractReport } from './types'
import { monthTitle, type Wording } from './wording'

/** A logo as a PNG, and how large it is in pixels. */
export type Logo = { png: Buffer; width: number; height: number }

const [MARK, LONGEST_MARK] = [34, 136]
const FOOT = 790

/** Whose document it is: the brand's logo, or its initial on its colour, and its name. */
export function drawMasthead(sheet: Sheet, { contract }: ContractReport, logo: Logo | null, { t }: Wording): void {
  const { fill, onFill, muted } = sheet.palette
  const scale = logo ? Math.min(MARK / logo.height, LONGEST_MARK / logo.width) : 1
  const width = logo ? logo.width * scale : MARK
  sheet.ornament((doc) => {
    doc.rect(0, 0, PAGE.width, 6).fill(fill)
    if (logo) doc.image(logo.png, PAGE.margin, 32 + (MARK - logo.height * scale) / 2, { width })
    else doc.roundedRect(PAGE.margin, 32, MARK, MARK, 8).fill(fill)
  })
  const initial = [...contract.productName.trim()][0]?.toUpperCase() ?? ''
  if (!logo)
    sheet.ornament(
      (doc) => void doc.font('bold').fontSize(18).fillColor(onFill).text(initial, PAGE.margin, 38, { width: MARK, align: 'center' }),
    )
  const left = PAGE.margin + width + 12
  const kind = t('report.document')
  const room = PAGE.width - PAGE.margin - left - 150
  sheet.tagged('P', () => sheet.text(contract.productName, left, 41, room, { size: 13, bold: true, lines: 1 }))
  sheet.tagged('P', () => sheet.text(kind, PAGE.width - PAGE.margin - 140, 42, 140, { size: 10.5, color: muted, align: 'right', lines: 1 }))
  sheet.y = 92
}

/** On every page where one is and whom to ask; from the second on also of what. */
export function drawFooters(sheet: Sheet, { contract, month }: ContractReport, words: Wording): void {
  const { t } = words
  const { muted, line, fill } = sheet.palette
  const { start, count } = sheet.doc.bufferedPageRange()
  const support = supportOf(contract).join(' · ')
  for (let page = start; page < start + count; page++) {
    sheet.doc.switchToPage(page)
    sheet.ornament((doc) => {
      if (page > start) {
        doc.rect(0, 0, PAGE.width, 6).fill(fill)
        const name = headerLine(contract.title, 70)
        sheet.text(t('report.documentTitle', { contract: name, month: monthTitle(month, words) }), PAGE.margin, 40, CONTENT_WIDTH, {
          size: 9,
          color: muted,
          lines: 1,
        })
      }
      doc
        .moveTo(PAGE.margin, FOOT)
        .lineTo(PAGE.width - PAGE.margin, FOOT)
        .lineWidth(0.6)
        .stroke(line)
      sheet.text([contract.productName, support].filter(Boolean).join(' · '), PAGE.margin, FOOT + 9, CONTENT_WIDTH - 90, {
        size: 8,
        color: muted,
        lines: 1,
      })
      const place = t('report.page', { page: page - start + 1, pages: count })
      sheet.text(place, PAGE.width - PAGE.margin - 80, FOOT + 9, 80, { size: 8, color: muted, align: 'right', lines: 1 })
    })
  }
}
